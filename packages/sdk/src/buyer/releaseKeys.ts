import {
  type Assignment,
  assignmentOf,
  keyRequestTypedData,
  marketplaceDomain,
  type Submission,
  submissionOf,
  taskIdOf,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import {
  JobSpecDocument,
  type JobSpecQuery,
  KeyRequestsDocument,
  type KeyRequestsQuery,
  ReleaseJobKeyDocument,
  succeed,
} from '@aiigo/client'
import { type DisputePhase, parseJobSpec, specHashOf, taskRequestCodec } from '@aiigo/domain'
import { wrapKey } from '@aiigo/sealing'
import { type Address, type Hex, hashTypedData, isAddressEqual } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { readIndexedTask } from '../connect/readIndexedTask.js'
import { readSeat } from '../dispute/readSeat.js'
import { sha256OfText } from '../sha256.js'
import type { ReleasedKey } from './Buyer.js'

type KeyRequest = KeyRequestsQuery['keyRequests'][number]

const isOpen = (phase: DisputePhase | null): boolean => phase === 'DRAW' || phase === 'COMMIT' || phase === 'REVEAL'

/** Why the chain does not say that somebody may read a job's files now; null when it does. */
async function objection(connection: Connection, taskId: Hex, request: KeyRequest, call: CallOptions) {
  const { client, reader, contracts, chainId } = connection
  const wallet = request.wallet as Address
  if (request.attempt === 0) {
    const { phase, isOnPanel } = await readSeat(connection, taskId, wallet)
    if (!isOnPanel) return `${wallet} is not on the panel of its dispute`
    if (!isOpen(phase)) return 'the dispute is over'
  } else {
    const indexed = await readIndexedTask(client, taskId, call)
    const marketplace = { address: contracts.taskMarketplace, abi: taskMarketplaceAbi } as const
    const isOf = (attempt: Assignment | Submission | null): boolean =>
      attempt?.attempt === request.attempt &&
      attempt.nodeId === request.nodeId &&
      isAddressEqual(attempt.provider, wallet)
    const isAssigned = async (assignment: Assignment | null) =>
      assignment !== null &&
      isOf(assignment) &&
      (await reader.readContract({ ...marketplace, functionName: 'isAssigned', args: [taskId, assignment] }))
    // The provider had the key while it worked; in a dispute it answers, and opens the buyer's evidence.
    const isDisputed = async (submission: Submission | null) =>
      submission !== null &&
      isOf(submission) &&
      isOpen((await readSeat(connection, taskId, wallet)).phase) &&
      (await reader.readContract({ ...marketplace, functionName: 'isSubmitted', args: [taskId, submission] }))
    const stands = indexed && ((await isAssigned(assignmentOf(indexed))) || (await isDisputed(submissionOf(indexed))))
    if (!stands) return `the chain does not show attempt ${request.attempt} assigned to ${request.nodeId} of ${wallet}`
  }
  const { attempt, recipient } = request
  const typed = keyRequestTypedData(marketplaceDomain(chainId, contracts.taskMarketplace), {
    ...{ taskId, attempt, recipient },
    nodeId: request.nodeId as Hex,
  })
  const signature = request.signature as Hex
  const hash = hashTypedData(typed)
  // The types of viem ask for a block, which is optional.
  const check = { address: wallet, hash, signature } as Parameters<typeof reader.verifyHash>[0]
  const signed = await reader.verifyHash(check)
  return signed ? null : `${wallet} did not sign for the recipient ${recipient}`
}

/**
 * Answers the open requests for keys of private jobs, of one or of all. The chain says who may read; nothing that the
 * platform says is believed.
 * @param options `job`: what the API told of job `jobId` already; its specification is compared with the task's hash
 */
export async function releaseKeys(
  connection: Connection,
  { jobId, job: known, ...call }: CallOptions & { readonly jobId?: string; readonly job?: JobSpecQuery['job'] },
): Promise<readonly ReleasedKey[]> {
  const { client, keys, chainId, contracts, signer } = connection
  const domain = marketplaceDomain(chainId, contracts.taskMarketplace)
  const variables = { open: true, ...(jobId ? { jobId } : {}) }
  const { keyRequests } = await client.execute(KeyRequestsDocument, variables, call)
  const answered: ReleasedKey[] = []
  /** Several readers ask for the key of one job. */
  const jobs = new Map<string, JobSpecQuery['job']>(jobId && known ? [[jobId, known]] : [])
  for (const request of keyRequests) {
    if (!jobs.has(request.jobId)) {
      jobs.set(request.jobId, (await client.execute(JobSpecDocument, { id: request.jobId }, call)).job)
    }
    const job = jobs.get(request.jobId)
    if (!job?.spec) continue
    const spec = parseJobSpec(job.spec)
    const asked = taskRequestCodec.fromJson(job.taskRequest)
    if (spec.files.privacy !== 'private' || !isAddressEqual(asked.buyer, signer.address)) continue
    // The key follows from the specification: with that of another job, this node would get the other job’s key.
    let reason =
      specHashOf(spec, sha256OfText) === asked.specHash
        ? await objection(connection, taskIdOf(domain, asked), request, call)
        : `the specification is not the one of job ${request.jobId}, whose task holds another hash`
    const { wallet, attempt, nodeId } = request
    const told = { jobId: request.jobId, wallet, attempt, nodeId }
    if (reason === null) {
      const { identity } = await keys.derive(spec)
      const sealedKey = await wrapKey(identity, request.recipient)
      const sent = { requestId: request.id, sealedKey }
      const { releaseJobKey } = await client.execute(ReleaseJobKeyDocument, sent, { ...call, idempotent: true })
      const over = releaseJobKey.userErrors.find(({ code }) => code === 'KEY_REQUEST_OVER')
      if (over) reason = over.message
      else succeed(releaseJobKey)
    }
    answered.push({ ...told, refused: reason })
  }
  return answered
}
