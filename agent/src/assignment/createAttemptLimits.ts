import { meteredCost, RESOURCE_TYPES } from '@aiigo/domain'
import type { Offer } from '@aiigo/sdk'

type Limited = Pick<Offer, 'dueAt' | 'request' | 'rate' | 'addedUsage' | 'addedBudget'>

/** The limits of an attempt as they are now: its buyer can make them larger while it runs. */
export interface AttemptLimits {
  /** Unix seconds of the assignment. */
  readonly assignedAt: number
  /** Unix seconds until which the result has to be there. */
  readonly dueAt: number
  /** The highest usage that is paid. */
  readonly maxUsage: bigint
  /** Seconds that were added to the job's own time limit, and to the time until the result is due. */
  readonly addedSeconds: number
  /** Of them those that the buyer pays for: so much longer may the program run. */
  readonly paidSeconds: number
  /** @returns ends the telling */
  onChange(listener: () => void): () => void
}

/** Limits that grow. */
export interface GrowingLimits extends AttemptLimits {
  /** Takes in the same offer again: what is larger than before counts, what is smaller changes nothing. */
  grow(offer: Limited): void
  /** The chain's own times of the assignment take the place of those that the platform tells. */
  confirm(assignment: Pick<AttemptLimits, 'assignedAt' | 'dueAt'>): void
}

/**
 * The limits that an attempt begins with.
 * @param offer as it is seen first
 */
export function createAttemptLimits(offer: Limited): GrowingLimits {
  const { workSeconds } = offer.request
  let first = offer.dueAt
  let chain = { assignedAt: (first ?? 0) - workSeconds, dueAt: first ?? 0 }
  let maxUsage = offer.request.maxUsage + offer.addedUsage
  /** Seconds by which the platform has moved the deadline since. */
  let moved = 0
  let paid = paidSecondsOf(offer)
  const listeners = new Set<() => void>()
  return {
    get assignedAt() {
      return chain.assignedAt
    },
    get dueAt() {
      return chain.dueAt + moved
    },
    get maxUsage() {
      return maxUsage
    },
    get addedSeconds() {
      return chain.dueAt - chain.assignedAt - workSeconds + moved
    },
    get paidSeconds() {
      return Math.min(paid, this.addedSeconds)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    grow(again) {
      const { dueAt, request, addedUsage } = again
      first ??= dueAt
      const later = (dueAt ?? 0) - (first ?? 0)
      const usage = request.maxUsage + addedUsage
      if (later <= moved && usage <= maxUsage) return
      moved = Math.max(moved, later)
      if (usage > maxUsage) maxUsage = usage
      paid = Math.max(paid, paidSecondsOf(again))
      for (const listener of [...listeners]) listener()
    },
    confirm({ assignedAt, dueAt }) {
      chain = { assignedAt, dueAt }
      // An extension that was told before is in the chain's deadline.
      first = dueAt
      moved = 0
    },
  }
}

/** Seconds of the whole job that the added usage covers, where the deposit covers all of the usage. */
function paidSecondsOf({ request, rate, addedUsage, addedBudget }: Limited): number {
  const type = RESOURCE_TYPES[request.resourceType]
  if (type !== 'GPU' && type !== 'CPU') return 0
  if (meteredCost(request.maxUsage + addedUsage, rate) > request.budget + addedBudget) return 0
  return Number(addedUsage / BigInt(request.units))
}
