import { acceptanceTypedData, isSameSignature } from '@aiigo/chain'
import type { Acceptance } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import { Attempt, acceptOffer as accept, enqueue, inTransaction, type Storage } from '@aiigo/storage'
import { type Hex, hashTypedData, type TypedDataDomain } from 'viem'
import type { VerifySignature } from '../../chain/verifySignature.js'
import type { Viewer } from '../../graphql/context.js'
import { type Change, DONE, notOpen, type OwnOffer, refused } from './offerAccess.js'

interface Deps {
  storage: Storage
  domain: TypedDataDomain
  verifySignature: VerifySignature
  now: () => number
}

/** The relayed transaction needs some time to be mined before the acceptance is void. */
const MIN_EXPIRY_SECONDS = 60

/**
 * A provider's signed promise: checked as the contract will check it, stored, and handed to the chain writer by the
 * outbox.
 */
export function createAcceptOffer({ storage, domain, verifySignature, now }: Deps) {
  return async function acceptOffer(
    viewer: Viewer,
    { attempt, job }: OwnOffer,
    input: { attempt: number; expiry: number; signature: Hex },
  ): Promise<Change> {
    const { expiry } = input
    if (attempt.state !== 'OFFERED') {
      // The answer to the first call got lost: it did happen.
      return isSameSignature(attempt.acceptance?.signature, input.signature)
        ? DONE
        : refused(notOpen('OFFERED', attempt))
    }
    const number = job.attempts + 1
    if (input.attempt !== number) {
      const text = `expected the attempt number ${number}, got ${input.attempt}; take it from the offer`
      return refused({ code: 'WRONG_ATTEMPT', field: 'attempt', message: text })
    }
    const earliest = Math.floor(now() / 1000) + MIN_EXPIRY_SECONDS
    if (expiry < earliest) {
      const text = `expected an expiry of at least ${MIN_EXPIRY_SECONDS} seconds from now (${earliest}), got ${expiry}`
      return refused({ code: 'EXPIRY_TOO_SOON', field: 'expiry', message: text })
    }
    const acceptance: Acceptance = {
      taskId: job.taskId as Hex,
      attempt: number,
      nodeId: attempt.nodeId as Hex,
      rate: attempt.rate,
      expiry,
    }
    const digest = hashTypedData(acceptanceTypedData(domain, acceptance))
    const checked = await verifySignature(viewer.address, digest, input.signature)
    if ('reason' in checked) {
      const text = `expected the provider's EIP-712 Acceptance of task ${job.taskId}, attempt ${number}, node ${attempt.nodeId}, rate ${attempt.rate}, expiry ${expiry}; ${checked.reason}`
      return refused({ code: 'BAD_SIGNATURE', field: 'signature', message: text })
    }
    const answer = await inTransaction(storage, async (em) => {
      const made = await accept(em, attempt, { number, acceptance: { expiry, signature: checked.signature } })
      if (made.outcome === 'ACCEPTED') enqueue(em, message(queues.assign, { offerId: attempt.id }))
      return made
    })
    switch (answer.outcome) {
      case 'ACCEPTED':
        return { problems: [], after: { attempt: answer.attempt, job: answer.job } }
      case 'EXPIRED': {
        const text = `expected an acceptance before ${attempt.expiresAt.toISOString()}; this offer has ended`
        return refused({ code: 'OFFER_EXPIRED', field: 'offerId', message: text })
      }
      case 'CLOSED':
        return refused(notOpen('OFFERED', await storage.fork().findOneOrFail(Attempt, { id: attempt.id })))
    }
  }
}
