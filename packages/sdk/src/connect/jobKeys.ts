import { jobKeyTypedData, keyRequestTypedData, marketplaceDomain } from '@aiigo/chain'
import { type Client, JobSpecDocument, RequestJobKeyDocument, succeed } from '@aiigo/client'
import { type JobSpec, parseJobSpec, pause } from '@aiigo/domain'
import { createJobKey, deriveJobKey, type JobKey, unwrapKey } from '@aiigo/sealing'
import type { Hex } from 'viem'
import { sdkError } from '../errors.js'
import type { CallOptions, Contracts, Signer } from './Connection.js'
import { chainFailure } from './chainFailure.js'

/** A wallet that may read the files of somebody else's job, as its key request names it. */
export interface KeyReader {
  readonly jobId: string
  readonly taskId: Hex
  /** On-chain attempt of its node; 0 for an arbitrator. */
  readonly attempt: number
  /** Zero for an arbitrator. */
  readonly nodeId: Hex
}

/** Keys of jobs' files, kept in memory only. */
export interface JobKeys {
  /** A new key for a job. A private one is derived from the wallet. @param salt of the specification */
  create(privacy: 'platform' | 'private', salt: string): Promise<JobKey>
  /**
   * The key of a private job of this wallet.
   * @throws NotRetryableError `KEY_MISMATCH` when the wallet is not the one that made the job
   */
  derive(spec: JobSpec): Promise<JobKey>
  /** Whether `derive` would show a person a prompt. */
  wouldAsk(spec: JobSpec): boolean
  /**
   * The key of the files of one of the wallet's own jobs; null where they are not sealed.
   * @throws NotRetryableError `KEY_MISMATCH`
   */
  ofJob(jobId: string, options?: CallOptions): Promise<JobKey | null>
  /**
   * The key of a job that this wallet judges, or answers for in a dispute; null where its files are not sealed. For a
   * private job the buyer's client has to be there: it is waited for.
   * @param options `waitMs` how long, default 60 000
   * @throws RetryableError `KEY_NOT_RELEASED`; NotRetryableError `KEY_MISMATCH`
   */
  asReader(reader: KeyReader, spec: JobSpec, options?: KeyWait): Promise<JobKey | null>
}

/** How long a key is waited for. */
export interface KeyWait extends CallOptions {
  /** Milliseconds that the buyer's client has to release the key of a private job, default 60 000. */
  readonly waitMs?: number
}

interface Deps {
  readonly client: Client
  readonly chainId: number
  readonly contracts: Contracts
  /** Throws without a wallet. */
  readonly signer: () => Signer
}

/** A buyer's client answers within seconds where it runs. Milliseconds. */
const RELEASE_MS = 60_000
const PAUSE_MS = 1_000

/** Jobs whose keys are remembered. */
const MAX_KNOWN = 1_000

/** Keys of the jobs of a connection. They are secrets: nothing is written anywhere. */
export function createJobKeys({ client, chainId, contracts, signer }: Deps): JobKeys {
  const domain = marketplaceDomain(chainId, contracts.taskMarketplace)
  const known = new Map<string, JobKey>()
  /** Recipients of this connection by job: who asks again asks with the same one. */
  const recipients = new Map<string, JobKey>()

  function remember(key: JobKey): JobKey {
    const [oldest] = known.keys()
    if (oldest !== undefined && known.size >= MAX_KNOWN) known.delete(oldest)
    known.set(key.recipient, key)
    return key
  }

  async function fromWallet(salt: string): Promise<JobKey> {
    const signature = await signer()
      .signTypedData(jobKeyTypedData(domain, salt))
      .catch((error: unknown) => {
        throw chainFailure(error, 'signing for the key of a private job')
      })
    return deriveJobKey(signature, salt)
  }

  const mismatch = (text: string): Error => sdkError('KEY_MISMATCH', text)

  async function derive(spec: JobSpec): Promise<JobKey> {
    if (spec.files.privacy !== 'private') throw mismatch('expected a private job')
    const { recipient } = spec.files
    const found = known.get(recipient)
    if (found) return found
    const key = await fromWallet(spec.salt)
    if (key.recipient === recipient) return remember(key)
    throw mismatch(
      `expected the wallet that made the private job, whose files are sealed to ${recipient}; ${signer().address} derives another key: use the buyer's wallet`,
    )
  }

  /** Out of the platform's hands, for the buyer. */
  async function requested(jobId: string, { files }: JobSpec, call: CallOptions): Promise<JobKey> {
    const own = await createJobKey()
    const input = { jobId, recipient: own.recipient }
    const { requestJobKey } = await client.execute(RequestJobKeyDocument, { input }, { ...call, idempotent: true })
    const { sealedKey } = succeed(requestJobKey)
    const key = sealedKey ? await unwrapKey(sealedKey, own.identity) : null
    const wanted = files.privacy === 'none' ? '' : files.recipient
    if (key?.recipient === wanted) return remember(key)
    throw mismatch(`expected the key of job ${jobId}, ${wanted}, the platform has ${key?.recipient ?? 'none'}`)
  }

  async function recipientFor(jobId: string): Promise<JobKey> {
    const found = recipients.get(jobId)
    if (found) return found
    if (recipients.size >= MAX_KNOWN) recipients.clear()
    const made = await createJobKey()
    recipients.set(jobId, made)
    return made
  }

  return {
    async asReader({ jobId, ...reader }, { files }, { waitMs = RELEASE_MS, ...call } = {}) {
      if (files.privacy === 'none') return null
      const found = known.get(files.recipient)
      if (found) return found
      const own = await recipientFor(jobId)
      const typed = keyRequestTypedData(domain, { ...reader, recipient: own.recipient })
      const signature = await signer()
        .signTypedData(typed)
        .catch((error: unknown) => {
          throw chainFailure(error, 'signing the request for the key')
        })
      const input = { jobId, recipient: own.recipient, signature }
      for (const until = Date.now() + waitMs; ; await pause(PAUSE_MS)) {
        call.signal?.throwIfAborted()
        const { requestJobKey } = await client.execute(RequestJobKeyDocument, { input }, { ...call, idempotent: true })
        const { sealedKey } = succeed(requestJobKey)
        if (sealedKey) {
          const key = await unwrapKey(sealedKey, own.identity)
          if (key.recipient === files.recipient) return remember(key)
          throw mismatch(`expected the key of job ${jobId}, ${files.recipient}, got ${key.recipient}`)
        }
        if (Date.now() < until) continue
        const text = `expected the buyer's client to release the key of private job ${jobId} within ${waitMs} ms; it has to run: try again later`
        throw sdkError('KEY_NOT_RELEASED', text)
      }
    },
    async create(privacy, salt) {
      if (privacy === 'platform') return remember(await createJobKey())
      const [key, again] = [await fromWallet(salt), await fromWallet(salt)]
      if (key.recipient === again.recipient) return remember(key)
      throw mismatch(
        'expected a wallet that signs the same message the same way each time; this one does not, so a private job could never be opened again: use another wallet, or privacy: platform',
      )
    },
    derive,
    wouldAsk: ({ files }) => files.privacy === 'private' && signer().interactive && !known.has(files.recipient),
    async ofJob(jobId, call = {}) {
      const { job } = await client.execute(JobSpecDocument, { id: jobId }, call)
      if (!job?.spec) return null
      const spec = parseJobSpec(job.spec)
      if (spec.files.privacy === 'none') return null
      const found = known.get(spec.files.recipient)
      if (found) return found
      return spec.files.privacy === 'private' ? derive(spec) : requested(jobId, spec, call)
    },
  }
}
