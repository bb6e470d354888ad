import { taskIdOf } from '@aiigo/chain'
import { canonicalJson, JobFileError, parseJobSpec } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import { sha256OfText } from '../sha256.js'
import type { CheckedOffer, Offer } from './Provider.js'

/** An offer's id names files and folders of a provider's machine, so it is nothing but a UUID. */
const OFFER_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Whether an offer is what it says; see `Provider.checkOffer`. It needs no connection.
 * @param domain The marketplace's: see `marketplaceDomain` of `@aiigo/chain`.
 * @example checkOffer(offer, marketplaceDomain(chainId, contracts.taskMarketplace))
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
    const specHash = sha256OfText(canonicalJson(spec))
    return specHash === offer.request.specHash
      ? { spec }
      : { reason: `the specification's hash is ${specHash}, but the request binds ${offer.request.specHash}` }
  } catch (error) {
    if (error instanceof JobFileError) return { reason: `the specification breaks the rules: ${error.message}` }
    throw error
  }
}
