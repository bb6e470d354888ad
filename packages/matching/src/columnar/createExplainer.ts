import { LEVEL_FOR, REGIONS, type Region, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { canRun } from '../executors.js'
import { type Explanation, explanationOf, type NearMiss, type Rejection } from '../explain.js'
import { FILTER_NAMES, type FilterName, missesOf } from '../filters.js'
import type { MatchNode, MatchRequest, RankedNode, Weights } from '../types.js'
import { isNodeId } from '../validateNode.js'
import { CONTRACT_LEVELS, latencyOf, type RequestWriter } from './createRequestWriter.js'
import type { Rows } from './createRows.js'
import type { Kernel } from './kernel.js'
import { ASK, EXPLAINED } from './layout.js'
import type { Part } from './parts.js'

const bitOf = (filter: FilterName): number => 1 << FILTER_NAMES.indexOf(filter)

/**
 * Says why nodes don't fit, from the rows. The kernel counts and finds the nearest; the words come from the filters
 * themselves.
 */
export function createExplainer(kernel: Kernel, rows: Rows, writer: RequestWriter) {
  const { call } = kernel
  const ask = call.askAddress()
  const result = call.explainAddress()

  /** Rows that the request's lists name, with the filters that this changes. */
  function listedRows(request: MatchRequest): [handle: number, bits: number][] {
    const listed = new Map<string, number>()
    const add = (ids: readonly string[], filter: FilterName): void => {
      for (const id of new Set(ids)) if (isNodeId(id)) listed.set(id, (listed.get(id) ?? 0) | bitOf(filter))
    }
    add(request.allow, 'ALLOW_LIST')
    add(request.deny, 'DENY_LIST')
    add(request.tried, 'TRIED')
    add(request.cooling ?? [], 'FAILURES')
    // Rates too large for the rows' exact column, equal to the limit in its first 24 bits.
    const counted = request.maxRate < (1n << 64n) - 1n
    for (const [id, rate] of counted ? [] : rows.codec.hugeRates.lookingLike(request.maxRate, request.token)) {
      if (rate > request.maxRate) listed.set(id, (listed.get(id) ?? 0) | bitOf('BUDGET'))
    }
    return [...listed].flatMap(([id, bits]) => [...rows.chain(id)].map((handle): [number, number] => [handle, bits]))
  }

  function writeAsk(request: MatchRequest, listed: readonly [number, number][]): void {
    const list = call.allowRoom(Math.max(1, listed.length))
    const { u8, i32, f64 } = kernel.views()
    const tiers = request.tiers ?? TIERS
    const level = (name: (typeof TRUST_LEVELS)[number] | undefined): number => (name ? TRUST_LEVELS.indexOf(name) : 0)
    i32[(ask + ASK.tiers) >> 2] = TIERS.reduce((bits, tier, i) => (tiers.includes(tier) ? bits | (1 << i) : bits), 0)
    i32[(ask + ASK.trust) >> 2] = level(request.minTrustLevel)
    i32[(ask + ASK.access) >> 2] = level(request.access && LEVEL_FOR[request.access])
    u8.set(CONTRACT_LEVELS, ask + ASK.contractLevels)
    f64[(ask + ASK.bps) >> 3] = request.minUptimeBps ?? 0
    f64[(ask + ASK.latency) >> 3] = request.maxLatencyMs ?? Number.POSITIVE_INFINITY
    i32[(ask + ASK.list) >> 2] = list
    i32[(ask + ASK.listCount) >> 2] = listed.length
    i32[(ask + ASK.allows) >> 2] = request.allow.length > 0 ? 1 : 0
    listed.forEach(([handle, bits], i) => {
      i32[(list >> 2) + 2 * i] = handle
      i32[(list >> 2) + 2 * i + 1] = bits
      call.markListed(handle, true)
    })
  }

  function always(part: Part, request: MatchRequest): number {
    const region = REGIONS[part.region] as Region | undefined
    const regionFits = !request.regions || (region !== undefined && request.regions.includes(region))
    return (
      (part.shelf.resourceType === request.resourceType ? 0 : bitOf('RESOURCE_TYPE')) |
      (part.shelf.token === request.token ? 0 : bitOf('TOKEN')) |
      (regionFits ? 0 : bitOf('REGION')) |
      (canRun(part.executors, request.executor) ? 0 : bitOf('EXECUTOR'))
    )
  }

  /** The node of an entry in the result, and what its one miss means in words. */
  function nearMiss(entry: number, request: MatchRequest): NearMiss | null {
    const handle = kernel.views().u32[(entry + EXPLAINED.handle) >> 2] as number
    const node = rows.get(rows.idOf(handle)) as MatchNode
    const [miss] = missesOf(node, request)
    return miss ? { ...miss, nodeId: node.id } : null
  }

  function nearMisses(at: number, count: number, request: MatchRequest): NearMiss[] {
    return Array.from({ length: count }, (_, i) => nearMiss(at + i * EXPLAINED.entry, request)).filter(
      (miss) => miss !== null,
    )
  }

  return {
    /** @param ranked the nodes that fit, found by a search */
    explain(request: MatchRequest, weights: Weights, ranked: RankedNode[]): Explanation {
      writer.write(request, weights, 0)
      const listed = listedRows(request)
      writeAsk(request, listed)
      call.explainBegin()
      for (const part of rows.parts.byAddress.values()) {
        call.markPart(part.address, part.shelf.token === request.token ? 1 : 0)
      }
      for (const part of rows.parts.byAddress.values()) {
        const { base, slope } = latencyOf(part, request)
        call.explainPart(part.address, always(part, request), base, slope)
      }
      for (const [handle] of listed) call.markListed(handle, false)
      const { u32 } = kernel.views()
      const read = (field: number): number => u32[(result + field) >> 2] as number
      const rejected = FILTER_NAMES.map((filter, i): Rejection => {
        const nearest = result + EXPLAINED.near + i * EXPLAINED.nearest * EXPLAINED.entry
        return {
          filter,
          nodes: read(EXPLAINED.nodes + 4 * i),
          onlyThis: read(EXPLAINED.only + 4 * i),
          nearest: nearMisses(nearest, read(EXPLAINED.nearCount + 4 * i), request),
        }
      })
      return explanationOf({
        considered: read(EXPLAINED.considered),
        matched: read(EXPLAINED.matched),
        ranked,
        rejected: rejected.filter(({ nodes }) => nodes > 0),
        bestMissed: nearMisses(result + EXPLAINED.best, read(EXPLAINED.bestCount), request),
      })
    },
  }
}
