import { compareRuns, type RunReport } from './runReport.js'

/** Another replica of a job: it may still deliver, has, or never will deliver anything that can be compared. */
export type ReplicaStanding =
  | { readonly kind: 'OPEN' }
  | { readonly kind: 'DELIVERED'; readonly report: RunReport }
  | { readonly kind: 'OUT' }

/**
 * How a result stands among the replicas of its job.
 * - WAIT: another one may still deliver; nothing is compared before.
 * - ALONE: no other one can be compared with, or some are the same and others have not delivered in time.
 * - AGREED: `same` others, which are all that can be compared, are the same; none may deliver any more.
 * - SPLIT: they are not all the same. `same` others are, `largestOther` is the most that agree on something else, and
 *   `differences` are those from one of these.
 */
export type ReplicaVote =
  | { readonly kind: 'WAIT' }
  | { readonly kind: 'ALONE' }
  | { readonly kind: 'AGREED'; readonly same: number }
  | {
      readonly kind: 'SPLIT'
      readonly same: number
      readonly largestOther: number
      readonly differences: readonly string[]
    }

/**
 * Compares a result with the other replicas of its job, once none of them may still deliver or `isTimeOver`.
 * @example voteOfReplicas(result, [{ kind: 'DELIVERED', report: result }], false) // { kind: 'AGREED', same: 1 }
 */
export function voteOfReplicas(
  result: RunReport,
  others: readonly ReplicaStanding[],
  isTimeOver: boolean,
): ReplicaVote {
  const hasOpen = others.some(({ kind }) => kind === 'OPEN')
  if (hasOpen && !isTimeOver) return { kind: 'WAIT' }
  let same = 0
  /** Results that differ from this one, each with how many agree on it. */
  const other: { report: RunReport; differences: readonly string[]; count: number }[] = []
  for (const standing of others) {
    if (standing.kind !== 'DELIVERED') continue
    const { report } = standing
    const compared = compareRuns(result, report)
    if (compared.verdict === 'EQUAL') same++
    if (compared.verdict !== 'DIFFERENT') continue
    const known = other.find((one) => compareRuns(one.report, report).verdict === 'EQUAL')
    if (known) known.count++
    else other.push({ report, differences: compared.differences, count: 1 })
  }
  const [largest] = other.sort((a, b) => b.count - a.count)
  if (largest) return { kind: 'SPLIT', same, largestOther: largest.count, differences: largest.differences }
  // Two of one person could be faster than the others, which would tell them wrong.
  return same > 0 && !hasOpen ? { kind: 'AGREED', same } : { kind: 'ALONE' }
}
