import type { ResourceType } from '../resource.js'

/** Class of everything of a type, and region of everywhere. */
export const ALL = 'ALL'
/** GPUs whose model is not said or not known. */
export const OTHER = 'OTHER'

const MODEL = /\b(RTX|GTX|RX|GB|GH|MI|A|B|H|L|T|V|P)[\s-]?(\d{1,4}[SX]?)\b(?:[\s-]?(TI SUPER|TI|SUPER|XTX|XT|GRE)\b)?/
const SPACED = new Set(['RTX', 'GTX', 'RX'])
const MOBILE = /\b(LAPTOP|MOBILE|MAX-Q)\b/

/**
 * The class a node is priced in: for GPUs the model, in one spelling; other types have one class. A laptop's chip is a
 * class of its own. The provider declares the model. A false declaration costs the provider its place among equal
 * hardware and moves no median (see `priceIndexOf`).
 * @example resourceClassOf('GPU', 'NVIDIA GeForce RTX 4090 (24 GB)') // 'RTX 4090'
 */
export function resourceClassOf(type: ResourceType, model: string | null | undefined): string {
  if (type !== 'GPU') return ALL
  const text = (model ?? '').toUpperCase()
  const match = MODEL.exec(text)
  if (!match) return OTHER
  const [, family = '', number = '', suffix] = match
  const name = SPACED.has(family) ? `${family} ${number}` : `${family}${number}`
  return [name, suffix, MOBILE.test(text) ? 'LAPTOP' : undefined].filter(Boolean).join(' ')
}

/** The subject of a price index. */
export interface PriceKey {
  resourceType: ResourceType
  /** A GPU model, OTHER, or ALL of the type. */
  resourceClass: string
  /** A region, or ALL. */
  region: string
  /** Payment token, lower case. */
  token: string
}

/** The indices that one fact counts toward: its class and its region, each also as part of the whole. */
export function priceKeysOf(fact: {
  resourceType: ResourceType
  model: string | null
  region: string
  token: string
}): PriceKey[] {
  const { resourceType, token } = fact
  const classes = new Set([ALL, resourceClassOf(resourceType, fact.model)])
  return [...classes].flatMap((resourceClass) =>
    [ALL, fact.region].map((region) => ({ resourceType, resourceClass, region, token })),
  )
}
