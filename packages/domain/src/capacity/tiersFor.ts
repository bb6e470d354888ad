import { type Region, type ResourceType, TIERS, type Tier } from '../resource.js'
import type { Access } from '../trust/accessOf.js'
import type { CapacityCount } from './CapacityCount.js'
import { isBursting, isOverflowing } from './overflow.js'

/** As much of a request as decides about tiers. */
export interface TierRequest {
  resourceType: ResourceType
  /** Only these; absent: any. */
  regions?: readonly Region[] | undefined
  /** The buyer's own choice; absent: any. */
  tiers?: readonly Tier[] | undefined
  access?: Access | undefined
}

/**
 * In which order a request looks at the tiers: each element is one look, at the tiers of all elements so far. A later
 * look only happens when the ones before did not give enough nodes, so a node of a later tier stands in exactly where
 * no node of an earlier one fits: too few units, too high a price, or an SLA that the community can't meet.
 *
 * 1. ENTERPRISE and DIRECT: OWNED and CLOUD from the start, beside the community's trusted nodes; the best offer wins.
 * 2. Others: COMMUNITY, then CLOUD (overflow), then OWNED (what enterprise contracts leave free).
 * 3. Overflow (less than 10 % of the community's units free) or burst (more units wait than it has free), in the
 * regions asked for:
 *    CLOUD from the start; OWNED still last.
 * 4. The buyer's own list of tiers limits all of this. Nothing is ever refused: every tier allowed is in the last look.
 *
 * @param capacity the last count; null before there is one: then as if nothing overflowed
 * @example tiersFor({ resourceType: 'CPU' }, null) // [['COMMUNITY'], ['CLOUD'], ['OWNED']]
 */
export function tiersFor(
  request: TierRequest,
  capacity: Pick<CapacityCount, 'tiers' | 'demand'> | null,
): (readonly Tier[])[] {
  const allowed = request.tiers ?? TIERS
  return looksAt(request, capacity)
    .map((look) => look.filter((tier) => allowed.includes(tier)))
    .filter((look) => look.length > 0)
}

function looksAt(request: TierRequest, capacity: Pick<CapacityCount, 'tiers' | 'demand'> | null): Tier[][] {
  if (request.access === 'ENTERPRISE' || request.access === 'DIRECT') return [['OWNED', 'CLOUD', 'COMMUNITY']]
  if (capacity && isFull(request, capacity)) return [['COMMUNITY', 'CLOUD'], ['OWNED']]
  return [['COMMUNITY'], ['CLOUD'], ['OWNED']]
}

function isFull(
  { resourceType, regions }: TierRequest,
  { tiers, demand }: Pick<CapacityCount, 'tiers' | 'demand'>,
): boolean {
  const isHere = (row: { resourceType: ResourceType; region: string }): boolean =>
    row.resourceType === resourceType &&
    (regions ? (regions as readonly string[]).includes(row.region) : row.region === 'ALL')
  const community = tiers
    .filter((row) => row.tier === 'COMMUNITY' && isHere(row))
    .reduce(
      (total, row) => ({
        supplyUnits: total.supplyUnits + row.supplyUnits,
        freeUnits: total.freeUnits + row.freeUnits,
      }),
      { supplyUnits: 0, freeUnits: 0 },
    )
  const waitingUnits = demand.filter(isHere).reduce((total, row) => total + row.waitingUnits, 0)
  return isOverflowing(community) || isBursting(community, { waitingUnits })
}
