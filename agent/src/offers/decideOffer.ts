import { executorOf, type JobTerms, meteredCost, RATE_SCALE, RESOURCE_TYPES } from '@aiigo/domain'
import type { Ask, CheckedOffer, Offer } from '@aiigo/sdk'
import { type Hex, isAddressEqual } from 'viem'
import type { Caps } from '../caps/capsSchema.js'
import { type CapUse, refusalByCaps } from './refusalByCaps.js'
import { shareOf } from './shareOf.js'

/** The node's current capacity and terms. */
export interface NodeTerms {
  readonly nodeId: Hex
  readonly provider: Hex
  /** Index into RESOURCE_TYPES. */
  readonly resourceType: number
  readonly asks: readonly Ask[]
  readonly freeUnits: number
  readonly freeMemoryMiB: number
  readonly freeDiskMiB: number
  /** Executors that the node has, as the platform names them. */
  readonly executors: readonly string[]
  /** Whether it still takes work. */
  readonly accepting: boolean
  /** The owner's limits, and what is used of them. */
  readonly caps: Caps
  readonly use: CapUse
}

export type Decision =
  | { readonly accept: true; readonly terms: JobTerms }
  | { readonly accept: false; readonly reason: string }

/** Whether a provider's node takes an offer; if not, why. @param now Unix seconds. */
export function decideOffer(offer: Offer, checked: CheckedOffer, terms: NodeTerms, now: number): Decision {
  const no = (reason: string): Decision => ({ accept: false, reason })
  if ('reason' in checked) return no(checked.reason)
  const { terms: job } = checked
  const { request } = offer
  if (!terms.accepting) return no('the node takes no new work at the moment')
  if (offer.nodeId !== terms.nodeId) return no(`the offer is for node ${offer.nodeId}, this is ${terms.nodeId}`)
  if (offer.expiresAt <= now) return no(`the offer ended ${now - offer.expiresAt} s ago`)
  if (request.assignBy <= now) return no(`the task could be assigned until ${now - request.assignBy} s ago`)
  if (isAddressEqual(request.buyer, terms.provider)) return no('buyer and provider are the same wallet')
  if (request.resourceType !== terms.resourceType) {
    return no(`the job needs ${job.resources.type}, the node is ${RESOURCE_TYPES[terms.resourceType]}`)
  }
  if (!terms.executors.includes(executorOf(job.program))) {
    return no(`the program needs ${executorOf(job.program)}, the node runs ${terms.executors.join(', ')}`)
  }
  const { kind } = job.program
  if ((kind === 'serve' || kind === 'readings') && job.outputs !== 1) {
    return no(`a job of kind ${kind} has one output, which the platform takes; this one has ${job.outputs}`)
  }
  if (job.resources.units > terms.freeUnits) {
    return no(`the job needs ${job.resources.units} units, ${terms.freeUnits} are free`)
  }
  const { memoryMiB, diskMiB } = shareOf(job)
  if (memoryMiB > terms.freeMemoryMiB) {
    return no(`the job needs ${memoryMiB} MiB of memory, ${terms.freeMemoryMiB} are free`)
  }
  if (diskMiB > terms.freeDiskMiB) {
    return no(`the job may need ${diskMiB} MiB of disk space, ${Math.max(0, terms.freeDiskMiB)} are free`)
  }
  const refusal = refusalByCaps({ ...job, diskMiB }, request.buyer, terms.caps, terms.use)
  if (refusal !== null) return no(refusal)
  const ask = terms.asks.find(({ token }) => isAddressEqual(token, request.token))?.rate ?? 0n
  if (ask === 0n) return no(`the node has no price in token ${request.token}`)
  if (offer.rate < ask) return no(`the rate is ${offer.rate}, the node asks ${ask}`)
  if (offer.rate > request.maxRate)
    return no(`the rate is ${offer.rate}, above the task's own limit of ${request.maxRate}`)
  // The buyer pays metered usage up to the budget only. With a budget below the whole run's price the node would work
  // for less than its ask.
  const whole = meteredCost(request.maxUsage, offer.rate)
  if (whole > request.budget) {
    return no(
      `a full run costs ${whole} (${request.maxUsage} × ${offer.rate} / ${RATE_SCALE}), the budget is ${request.budget}`,
    )
  }
  if (request.workSeconds < job.limits.seconds) {
    return no(
      `the program may run ${job.limits.seconds} s, but the result is due ${request.workSeconds} s after assignment`,
    )
  }
  return { accept: true, terms: job }
}
