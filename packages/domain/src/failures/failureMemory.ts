import type { AttemptState } from '../lifecycle/attempt.js'

/** Reason code of an acceptance that the contract refused. */
export const ASSIGNMENT_REFUSED = 'ASSIGNMENT_REFUSED'

const POINTS: Readonly<Partial<Record<AttemptState, number>>> = {
  TIMED_OUT: 2,
  RELEASED: 1,
  OFFER_EXPIRED: 1,
  DECLINED: 0.25,
}

/**
 * Points that the end of an attempt adds to its node. A missed deadline adds most, a decline a quarter point. An offer
 * that the platform withdrew adds none, unless the contract refused the acceptance.
 * @param reasonCode of the attempt
 */
export function failurePoints(ended: AttemptState, reasonCode?: string | null): number {
  if (ended === 'WITHDRAWN') return reasonCode === ASSIGNMENT_REFUSED ? 1 : 0
  return POINTS[ended] ?? 0
}

/** After this long half of a node's points are forgotten, seconds. */
export const FAILURE_HALF_LIFE_SECONDS = 3_600

/**
 * A node with this many points gets no offers until some have faded: two missed deadlines within the hour.
 */
export const FAILURE_COOLING_POINTS = 4

/** Points of a node whose result a re-run has shown to be wrong: as for two missed deadlines. */
export const WRONG_RESULT_POINTS = 4

/** A point costs a tenth of the whole score, all points together at most half of it. Fixed point, 1 000 000 = 1. */
const PENALTY_PER_POINT = 100_000
const MAX_PENALTY = 500_000

/** Points that remain after some seconds; negative ones (clocks differ) count as none. */
export function pointsLeft(points: number, ageSeconds: number): number {
  return points * 2 ** (-Math.max(0, ageSeconds) / FAILURE_HALF_LIFE_SECONDS)
}

/**
 * Deduction from the score for a node's failures at this moment; rounded down, so that it reaches 0.
 * @param points as they counted at some instant
 * @param ageSeconds since that instant
 * @returns 0 to 500 000, of 1 000 000
 * @example failurePenalty(2, 3_600) // 100_000
 */
export function failurePenalty(points: number, ageSeconds: number): number {
  return Math.min(MAX_PENALTY, Math.floor(pointsLeft(points, ageSeconds) * PENALTY_PER_POINT))
}
