import { type KeyedPriceIndex, type ResourceType, topic } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { appendEvents } from '../events/appendEvent.js'
import { PriceIndex } from './PriceIndex.js'

/** Which live indices are wanted; what is not given is not asked about. */
export interface IndexQuery {
  resourceType?: ResourceType | undefined
  resourceClass?: string | undefined
  region?: string | undefined
  token?: string | undefined
}

/** Rows of one insert: a statement has at most 65 535 parameters. */
const BATCH = 1_000

/** Live indices as they were last worked out, in order of their keys. */
export function readIndices(
  em: EntityManager,
  { resourceType, resourceClass, region, token }: IndexQuery = {},
): Promise<PriceIndex[]> {
  return em.find(
    PriceIndex,
    {
      ...(resourceType === undefined ? {} : { resourceType }),
      ...(resourceClass === undefined ? {} : { resourceClass }),
      ...(region === undefined ? {} : { region }),
      ...(token === undefined ? {} : { token }),
    },
    { orderBy: { resourceType: 'asc', resourceClass: 'asc', region: 'asc', token: 'asc' } },
  )
}

/** One process at a time works the live indices out. @param em of a transaction; the lock ends with it */
export async function tryLockIndices(em: EntityManager): Promise<boolean> {
  const rows = await em.execute<{ locked: boolean }[]>(
    "select pg_try_advisory_xact_lock(hashtextextended('live-price-indices', 0)) as locked",
  )
  return rows[0]?.locked === true
}

/**
 * Replaces the live indices and appends a `prices:<type>` event for each whose levels moved.
 * @param em of `inTransaction`
 * @param before as read in the same transaction
 * @returns how many moved
 */
export async function replaceIndices(
  em: EntityManager,
  before: ReadonlyMap<string, PriceIndex>,
  now: ReadonlyMap<string, KeyedPriceIndex>,
  at: Date,
): Promise<number> {
  const rows: (KeyedPriceIndex & { changedAt: Date })[] = []
  const moved: KeyedPriceIndex[] = []
  for (const [key, index] of now) {
    const known = before.get(key)
    const levelsMoved = !known || LEVELS.some((name) => known[name] !== index[name])
    if (levelsMoved) moved.push(index)
    if (levelsMoved || VALUES.some((name) => known[name] !== index[name]))
      rows.push({ ...index, changedAt: levelsMoved ? at : known.changedAt })
  }
  for (let i = 0; i < rows.length; i += BATCH) await em.upsertMany(PriceIndex, rows.slice(i, i + BATCH))
  for (const [key, { resourceType, resourceClass, region, token }] of before) {
    if (!now.has(key)) await em.nativeDelete(PriceIndex, { resourceType, resourceClass, region, token })
  }
  await announce(em, moved, at)
  return moved.length
}

/** The fields of a tick; a change of one of them is an event. */
const LEVELS = ['p10', 'median', 'p90', 'thin'] as const
const VALUES = ['volume', 'usage', 'soldBps', 'trades', 'asks', 'providers'] as const

async function announce(em: EntityManager, moved: readonly KeyedPriceIndex[], at: Date): Promise<void> {
  for (const [type, indices] of Map.groupBy(moved, ({ resourceType }) => resourceType)) {
    appendEvents(
      em,
      topic('prices', type) as `prices:${string}`,
      indices.map((index) => ({
        resourceType: index.resourceType,
        resourceClass: index.resourceClass,
        region: index.region,
        token: index.token,
        p10: index.p10.toString(),
        median: index.median.toString(),
        p90: index.p90.toString(),
        providers: index.providers,
        thin: index.thin,
        at: at.toISOString(),
      })),
    )
  }
}
