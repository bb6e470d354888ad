import { REGIONS, type ResourceType } from '@aiigo/domain'
import { createDirections, type Directions } from './directions.js'
import type { Kernel } from './kernel.js'

/** Rows of one resource type and token: those are what one request can be about. */
export interface Shelf {
  resourceType: ResourceType
  token: string
  parts: Part[]
  /** The same by region and by whether latency was measured. */
  byKind: (Part | undefined)[]
  directions: Directions
  /** How many rows there were when it learnt its directions. */
  rowsLearnt: number
}

/** Rows of a shelf that a buyer's region sees alike. */
export interface Part {
  address: number
  shelf: Shelf
  /** Index into REGIONS; REGIONS.length for regions that are not published. */
  region: number
  /** Whether the nodes' latency was measured. */
  measured: boolean
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
    partFor(resourceType: ResourceType, token: string, regionName: string, measured: boolean): Part {
      const known = REGIONS.indexOf(regionName as (typeof REGIONS)[number])
      const region = known < 0 ? REGIONS.length : known
      const kind = region * 2 + (measured ? 1 : 0)
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
        part = { address: kernel.call.createPart(), shelf, region, measured }
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
