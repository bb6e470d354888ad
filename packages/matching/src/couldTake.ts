import { fits } from './filters.js'
import { openMinutes, WEEK_START_MS } from './schedule.js'
import type { MatchNode, MatchRequest } from './types.js'

/**
 * A node at its best moment: online, available, with all its units free, and at the start of its longest hours. Filters
 * that still reject it for a `lastingRequest` are lasting ones.
 * @param units everything that the node has
 */
export function atItsBest(node: MatchNode, units: number): MatchNode {
  return {
    ...node,
    online: true,
    availability: 'AVAILABLE',
    freeUnits: units,
    schedule: node.schedule ? longestHours(node.schedule) : null,
  }
}

/** A request without what passes: the moment, nodes that were tried, nodes that are left alone for a while. */
export function lastingRequest(request: MatchRequest): MatchRequest {
  return { ...request, startAt: WEEK_START_MS, tried: [], cooling: undefined, otherProviders: [] }
}

/**
 * Whether a node could ever take a request: only its present load, presence, hours or failures may speak against it.
 * @param best the node at its best
 * @param lasting the request without what passes
 */
export function couldTake(best: MatchNode, lasting: MatchRequest): boolean {
  return fits(best, lasting)
}

/** The longest time that a weekly schedule is open without a break, moved to the start of the week. */
function longestHours(schedule: NonNullable<MatchNode['schedule']>): MatchNode['schedule'] {
  const longest = Math.max(0, ...schedule.map(([from]) => openMinutes(schedule, from)))
  if (longest === Number.POSITIVE_INFINITY) return null
  return longest === 0 ? [] : [[0, longest]]
}
