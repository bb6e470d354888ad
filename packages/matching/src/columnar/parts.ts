import { REGIONS, type ResourceType } from '@aiigo/domain'
import { EXECUTOR_SETS, maskOf } from '../executors.js'
import type { MatchNode } from '../types.js'
import { createDirections, type Directions } from './directions.js'
import type { Kernel } from './kernel.js'

/** Rows of one resource type and token: those are what one request can be about. */
export interface Shelf {
  resourceType: ResourceType
  token: string
  parts: Part[]
  /** The same by region, by whether latency was measured, and by executors. */
  byKind: (Part | undefined)[]
  directions: Directions
  /** How many rows there were when it learnt its directions. */
  rowsLearnt: number
}

/** Rows of a shelf that a buyer's region and program see alike. */
export interface Part {
  address: number
  shelf: Shelf
  /** Index into REGIONS; REGIONS.length for regions that are not published. */
  region: number
  /** Whether the nodes' latency was measured. */
  measured: boolean
  /** The nodes' executors, a bit each. */
  executors: number
}

/** All parts, made when a first row needs them. */
export function createParts(kernel: Kernel) {
  const shelves: Shelf[] = []
  /** By token, then by resource type. */
  const byToken = new Map<string, Map<ResourceType, Shelf>>()
  const byAddress = new Map<number, Part>()

  return {
    byAddress,
    shelves,
    shelfOf(resourceType: ResourceType, token: string): Shelf | undefined {
      return byToken.get(token)?.get(resourceType)
    },
    /** The part of a node's rows for a token. */
    partFor(node: Pick<MatchNode, 'resourceType' | 'region' | 'roundTripMs' | 'executors'>, token: string): Part {
      const { resourceType } = node
      const known = REGIONS.indexOf(node.region as (typeof REGIONS)[number])
      const region = known < 0 ? REGIONS.length : known
      const measured = node.roundTripMs !== null
      const executors = maskOf(node.executors)
      const kind = (region * 2 + (measured ? 1 : 0)) * EXECUTOR_SETS + executors
      let types = byToken.get(token)
      if (!types) {
        types = new Map()
        byToken.set(token, types)
      }
      let shelf = types.get(resourceType)
      if (!shelf) {
        shelf = { resourceType, token, parts: [], byKind: [], directions: createDirections(kernel), rowsLearnt: 0 }
        types.set(resourceType, shelf)
        shelves.push(shelf)
      }
      let part = shelf.byKind[kind]
      if (!part) {
        part = { address: kernel.call.createPart(), shelf, region, measured, executors }
        shelf.parts.push(part)
        shelf.byKind[kind] = part
        byAddress.set(part.address, part)
        shelf.directions.give(part.address)
      }
      return part
    },
  }
}

export type Parts = ReturnType<typeof createParts>
