import { fits } from './filters.js'
import { openMinutes } from './schedule.js'
import type { MatchNode, MatchRequest } from './types.js'

/**
 * A node at its best moment for a request: online, available, with all its units free and inside its hours. Filters
 * that still reject it are lasting ones.
 * @param units everything that the node has
 * @param seconds how long the work may take
 */
export function atItsBest(node: MatchNode, units: number, seconds = 0): MatchNode {
  const schedule = node.schedule && !isEverOpen(node.schedule, seconds) ? [] : null
  return { ...node, online: true, availability: 'AVAILABLE', freeUnits: units, schedule }
}

/** A request without what passes: the moment, nodes that were tried, nodes that are left alone for a while. */
export function lastingRequest(request: MatchRequest): MatchRequest {
  return { ...request, startAt: 0, tried: [], cooling: undefined }
}

/**
 * Whether a node could ever take a request: only its present load, presence, hours or failures may speak against it.
 * @param units everything that the node has
 */
export function couldTake(node: MatchNode, units: number, request: MatchRequest): boolean {
  return fits(atItsBest(node, units, request.seconds), lastingRequest(request))
}

/** Whether a weekly schedule is open for so long at any time. */
function isEverOpen(schedule: NonNullable<MatchNode['schedule']>, seconds: number): boolean {
  return schedule.some(([from]) => {
    const open = openMinutes(schedule, from)
    return open > 0 && open >= seconds / 60
  })
}
