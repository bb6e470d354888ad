import { type Deployment, keyRequestTypedData, marketplaceDomain, NO_NODE } from '@aiigo/chain'
import type { Problem } from '@aiigo/domain'
import { isRecipient, type JobKey, unwrapKey, wrapKey } from '@aiigo/sealing'
import {
  announceKeyWanted,
  assignedAttemptOf,
  findJobKey,
  inTransaction,
  Job,
  KeyRequest,
  keyRequestsOf,
  openCheckRunOf,
  providerOfResult,
  recordKeyRelease,
  recordKeyRequest,
  type Storage,
} from '@aiigo/storage'
import { type Hex, hashTypedData } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { VerifySignature } from '../../chain/verifySignature.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { JOB_UNKNOWN } from '../job/jobAccess.js'
import type { KeyRequestType, ReleaseJobKeyPayload, RequestJobKeyInput, RequestJobKeyPayload } from './key.type.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  verifySignature: VerifySignature
  /** The platform's own: keys of jobs are kept sealed to it. */
  fileKey: JobKey
}

/** A reader that is not the buyer, as the key request names it. */
interface Reader {
  attempt: number
  nodeId: Hex
}

/** Recipients that a wallet may name for a job: a restarted agent makes a new one. */
const MAX_REQUESTS = 20
/** Characters of base64; a wrapped key has 400. */
const MAX_SEALED_KEY = 1_000

export type KeyService = ReturnType<typeof createKeyService>

/** Keys of jobs' files: who gets them, by whom, and the record of it. */
export function createKeyService({ storage, deployment, chain, verifySignature, fileKey }: Deps) {
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)

  /** The role in which a wallet that is not the buyer may read the job's files now; null without one. */
  async function readerOf(job: Job, address: string): Promise<Reader | null> {
    const attempt = await assignedAttemptOf(storage.fork(), job.id, address)
    if (attempt) return { attempt: attempt.number ?? 0, nodeId: attempt.nodeId as Hex }
    const run = await openCheckRunOf(storage.fork(), job.id, address)
    if (run) return { attempt: run.number, nodeId: run.nodeId as Hex }
    if (job.state !== 'DISPUTED') return null
    // It had the key while it worked; now it opens the buyer's evidence, and seals its own.
    if ((await providerOfResult(storage.fork(), job)) === address) {
      return { attempt: job.attempts, nodeId: job.nodeId as Hex }
    }
    const panel = await chain.panel(job.taskId as Hex)
    return panel.some((one) => one.toLowerCase() === address) ? { attempt: 0, nodeId: NO_NODE } : null
  }

  async function requestByReader(
    job: Job,
    address: string,
    reader: Reader,
    { recipient, signature }: RequestJobKeyInput,
  ): Promise<RequestJobKeyPayload> {
    const message = { taskId: job.taskId as Hex, ...reader, recipient }
    const checked = signature
      ? await verifySignature(address, hashTypedData(keyRequestTypedData(domain, message)), signature as Hex)
      : { reason: 'there is none' }
    if ('reason' in checked) {
      const text = `expected the caller's EIP-712 KeyRequest of task ${message.taskId}, attempt ${message.attempt}, node ${message.nodeId}, recipient ${recipient}; ${checked.reason}`
      return refused({ code: 'BAD_SIGNATURE', field: 'input.signature', message: text })
    }
    const byPlatform = job.spec.files.privacy === 'platform'
    const sealed = byPlatform ? await sealedBy(job.id, recipient) : null
    if (byPlatform && !sealed) return refused(keyGone())
    const request = await inTransaction(storage, async (em) => {
      const asked = { jobId: job.id, wallet: address, ...reader, recipient, signature: checked.signature }
      const found = await recordKeyRequest(em, asked, MAX_REQUESTS)
      if (!found || found.releasedAt) return found
      if (byPlatform) await recordKeyRelease(em, found, 'PLATFORM', null)
      else if (found.isNew) await announceKeyWanted(em, found)
      return found
    })
    if (request) return { sealedKey: sealed ?? request.sealedKey ?? null, userErrors: [] }
    const text = `expected at most ${MAX_REQUESTS} recipients for a job, each of one wallet; ask with one of them`
    return refused({ code: 'TOO_MANY_KEY_REQUESTS', field: 'input.recipient', message: text })
  }

  /** The job's key, sealed to a recipient; null where the platform does not have it (any more). */
  async function sealedBy(jobId: string, recipient: string): Promise<string | null> {
    const wrapped = await findJobKey(storage.fork(), jobId)
    return wrapped && wrapKey((await unwrapKey(wrapped, fileKey.identity)).identity, recipient)
  }

  return {
    async requestJobKey({ address }: Viewer, input: RequestJobKeyInput): Promise<RequestJobKeyPayload> {
      const { jobId, recipient } = input
      const job = isUuid(jobId) ? await storage.fork().findOne(Job, { id: jobId }) : null
      const isBuyer = job?.buyer === address
      const reader = job && !isBuyer ? await readerOf(job, address) : null
      if (!job || job.filesDeletedAt || !(isBuyer || reader)) {
        const text = `expected a job whose files the caller may read now, got ${jobId}`
        return refused({ code: JOB_UNKNOWN, field: 'input.jobId', message: text })
      }
      const { files } = job.spec
      if (files.privacy === 'none') {
        const text = 'expected a job whose files are sealed; those of this one are stored as they are'
        return refused({ code: 'NOT_SEALED', field: 'input.jobId', message: text })
      }
      if (!isRecipient(recipient)) {
        const text = 'expected an X25519 recipient of age: age1 and 58 characters'
        return refused({ code: 'RECIPIENT_INVALID', field: 'input.recipient', message: text })
      }
      if (reader) return requestByReader(job, address, reader, input)
      if (files.privacy === 'private') {
        const text = 'expected the buyer to derive the key of a private job from its wallet; the platform has none'
        return refused({ code: 'KEY_PRIVATE', field: 'input.jobId', message: text })
      }
      const sealedKey = await sealedBy(job.id, recipient)
      return sealedKey ? { sealedKey, userErrors: [] } : refused(keyGone())
    },

    async releaseJobKey({ address }: Viewer, requestId: string, sealedKey: string): Promise<ReleaseJobKeyPayload> {
      const em = storage.fork()
      const request = isUuid(requestId) ? await em.findOne(KeyRequest, { id: requestId }) : null
      const job = request && (await em.findOne(Job, { id: request.jobId, buyer: address }))
      const refuse = (code: string, field: string, message: string): ReleaseJobKeyPayload => ({
        request: null,
        userErrors: [{ code, field, message }],
      })
      if (!request || !job) {
        const text = `expected a request for the key of one of the caller's jobs, got ${requestId}`
        return refuse('KEY_REQUEST_UNKNOWN', 'requestId', text)
      }
      if (job.spec.files.privacy !== 'private') {
        return refuse('KEY_NOT_PRIVATE', 'requestId', 'expected a private job; the platform releases this one’s key')
      }
      if (!/^[A-Za-z0-9+/]+={0,2}$/.test(sealedKey) || sealedKey.length > MAX_SEALED_KEY) {
        const text = `expected the job's identity sealed to the request's recipient, base64 of at most ${MAX_SEALED_KEY} characters`
        return refuse('SEALED_KEY_INVALID', 'sealedKey', text)
      }
      // A buyer that answers late gives nothing to somebody whose right to the files is over.
      const reader = job.filesDeletedAt ? null : await readerOf(job, request.wallet)
      if (reader?.attempt !== request.attempt) {
        const text = `expected a request of somebody who may read the files now; ${request.wallet} may not any more`
        return refuse('KEY_REQUEST_OVER', 'requestId', text)
      }
      await inTransaction(storage, (inside) => recordKeyRelease(inside, request, 'BUYER', sealedKey))
      const after = await storage.fork().findOneOrFail(KeyRequest, { id: request.id })
      return { request: toKeyRequestType(after), userErrors: [] }
    },

    async keyRequests({ address }: Viewer, only: { jobId?: string; open: boolean }): Promise<KeyRequestType[]> {
      if (only.jobId !== undefined && !isUuid(only.jobId)) return []
      return (await keyRequestsOf(storage.fork(), address, only)).map(toKeyRequestType)
    },
  }
}

function toKeyRequestType(request: KeyRequest): KeyRequestType {
  const { id, jobId, wallet, attempt, nodeId, recipient, signature, requestedAt } = request
  const released = { releasedAt: request.releasedAt ?? null, releasedBy: request.releasedBy ?? null }
  return { id, jobId, wallet, attempt, nodeId, recipient, signature, requestedAt, ...released }
}

const keyGone = (): Problem => ({
  code: 'KEY_GONE',
  field: 'input.jobId',
  message: 'expected a job whose key is kept; it was deleted with the files, whose time is over',
})

function refused({ code, field, message }: Problem): RequestJobKeyPayload {
  return { sealedKey: null, userErrors: [{ code, field, message }] }
}
