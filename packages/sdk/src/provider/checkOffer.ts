import { taskIdOf } from '@aiigo/chain'
import { JobFileError, jobTermsHash, parseJobSpec, parseJobTerms, specHashOf } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import { sha256OfText } from '../sha256.js'
import type { CheckedOffer, Offer } from './Provider.js'

/** An offer's id names files and folders of a provider's machine, so it is nothing but a UUID. */
const OFFER_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Whether an offer is what it says; see `Provider.checkOffer`. It needs no connection.
 * @param domain The marketplace's: see `marketplaceDomain`.
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
    const terms = parseJobTerms(offer.terms)
    const bound = offer.request.specHash
    const termsHash = jobTermsHash(terms, sha256OfText)
    if (termsHash !== bound) return { reason: `the terms' hash is ${termsHash}, but the request binds ${bound}` }
    if (offer.spec === null) return { terms, spec: null }
    const spec = parseJobSpec(offer.spec)
    const specHash = specHashOf(spec, sha256OfText)
    return specHash === bound
      ? { terms, spec }
      : { reason: `the specification's hash is ${specHash}, but the request binds ${bound}` }
  } catch (error) {
    if (error instanceof JobFileError) return { reason: `the specification breaks the rules: ${error.message}` }
    throw error
  }
}
