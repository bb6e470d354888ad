import { type Acceptance, acceptanceTypedData } from '@aiigo/chain'
import type { Problem } from '@aiigo/domain'
import { message } from '@aiigo/queue'
import { enqueue, inTransaction, moveAttempt, type Storage } from '@aiigo/storage'
import type { Hex, TypedDataDomain } from 'viem'
import type { Viewer } from '../../graphql/context.js'
import type { VerifySignature } from '../platform/verifySignature.js'
import { notOpen, type OwnOffer } from './offerAccess.js'

interface Deps {
  storage: Storage
  domain: TypedDataDomain
  verifySignature: VerifySignature
  now: () => number
}

/** The relayed transaction needs some time to be mined before the acceptance is void. */
const MIN_EXPIRY_SECONDS = 60

/** A provider's signed promise: checked as the contract will check it, stored, and handed to the chain writer by the outbox. */
export function createAcceptOffer({ storage, domain, verifySignature, now }: Deps) {
  return async function acceptOffer(
    viewer: Viewer,
    { attempt, job }: OwnOffer,
    input: { attempt: number; expiry: number; signature: string },
  ): Promise<Problem[]> {
    const { expiry, signature } = input
    if (attempt.state !== 'OFFERED') {
      // The answer to the first call got lost: it did happen.
      return attempt.acceptance?.signature === signature ? [] : [notOpen('OFFERED', attempt)]
    }
    if (attempt.expiresAt.getTime() <= now()) {
      const text = `expected an acceptance before ${attempt.expiresAt.toISOString()}; this offer has ended`
      return [{ code: 'OFFER_EXPIRED', field: 'offerId', message: text }]
    }
    const number = job.attempts + 1
    if (input.attempt !== number) {
      const text = `expected the attempt number ${number}, got ${input.attempt}; take it from the offer`
      return [{ code: 'WRONG_ATTEMPT', field: 'attempt', message: text }]
    }
    const earliest = Math.floor(now() / 1000) + MIN_EXPIRY_SECONDS
    if (expiry < earliest) {
      const text = `expected an expiry of at least ${MIN_EXPIRY_SECONDS} seconds from now (${earliest}), got ${expiry}`
      return [{ code: 'EXPIRY_TOO_SOON', field: 'expiry', message: text }]
    }
    const acceptance: Acceptance = {
      taskId: job.taskId as Hex,
      attempt: number,
      nodeId: attempt.nodeId as Hex,
      rate: attempt.rate,
      expiry,
    }
    if (!(await verifySignature(viewer.address, acceptanceTypedData(domain, acceptance), signature))) {
      const text = `expected the provider's EIP-712 Acceptance of task ${job.taskId}, attempt ${number}, node ${attempt.nodeId}, rate ${attempt.rate}, expiry ${expiry}`
      return [{ code: 'BAD_SIGNATURE', field: 'signature', message: text }]
    }
    const moved = await inTransaction(storage, async (em) => {
      const accepted = await moveAttempt(em, attempt, 'ACCEPTED', {
        set: { number, acceptance: { expiry, signature } },
      })
      if (accepted) await enqueue(em, message('assign', { offerId: attempt.id }))
      return accepted
    })
    return moved
      ? []
      : [{ code: 'STATE_CHANGED', field: 'offerId', message: 'the offer moved on just now; look at it again' }]
  }
}
