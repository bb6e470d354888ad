import { createHash } from 'node:crypto'
import { taskIdOf } from '@aiigo/chain'
import { canonicalJson, JobFileError, type JobSpec, parseJobSpec } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import type { Offer } from '../api/AgentApi.js'

/** An offer's id names files and folders of this machine, so it is nothing but a UUID. */
const OFFER_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export type CheckedOffer = { readonly spec: JobSpec } | { readonly reason: string }

/**
 * Whether an offer is what it says: the task id is the digest of its request, the request binds this very specification,
 * the specification keeps the rules, and the offer's id is one. So the buyer's signed money, not the platform's word, stands behind it.
 */
export function checkOffer(offer: Offer, domain: TypedDataDomain): CheckedOffer {
  if (!OFFER_ID.test(offer.id))
    return { reason: `the offer's id is no UUID: ${JSON.stringify(offer.id).slice(0, 100)}` }
  const taskId = taskIdOf(domain, offer.request)
  if (taskId !== offer.taskId) {
    return { reason: `the request's digest is ${taskId}, but the offer names task ${offer.taskId}` }
  }
  try {
    const spec = parseJobSpec(offer.spec)
    const specHash = `0x${createHash('sha256').update(canonicalJson(spec)).digest('hex')}`
    return specHash === offer.request.specHash
      ? { spec }
      : { reason: `the specification's hash is ${specHash}, but the request binds ${offer.request.specHash}` }
  } catch (error) {
    if (error instanceof JobFileError) return { reason: `the specification breaks the rules: ${error.message}` }
    throw error
  }
}
