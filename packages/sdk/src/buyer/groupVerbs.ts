import {
  CancelJobGroupDocument,
  FundJobGroupDocument,
  JobGroupDocument,
  JobGroupsDocument,
  succeed,
  WatchJobGroupDocument,
} from '@aiigo/client'
import { type JobSpec, type JobState, jobLifeCycle, specHashOf } from '@aiigo/domain'
import { wrapKey } from '@aiigo/sealing'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { whenIndexed } from '../connect/whenIndexed.js'
import { problemsOf, sdkError } from '../errors.js'
import { sha256OfText } from '../sha256.js'
import type { Buyer } from './Buyer.js'
import { cancelJob } from './cancelJob.js'
import type { Group, GroupMember, ListedGroup, UploadedGroup } from './Group.js'
import { newSeeds } from './newSeeds.js'
import { quoteGroup, quoteUnpaid } from './quoteGroup.js'
import { readAtOnce } from './readAtOnce.js'
import { signGroup } from './signGroup.js'
import { specOf, submitGroup, submittedGroup } from './submitGroup.js'
import { unknownGroup } from './unknownJob.js'
import { uploadGroup } from './uploadGroup.js'
import { randomSalt } from './uploadJob.js'

const PAGE = 50

type GroupVerbs = Pick<
  Buyer,
  | 'quoteGroup'
  | 'quoteUnpaid'
  | 'uploadGroup'
  | 'submitGroup'
  | 'submittedGroup'
  | 'fundGroup'
  | 'watchGroup'
  | 'group'
  | 'groups'
  | 'retryGroup'
  | 'cancelGroup'
>

/**
 * Whether a job of a group did not succeed, and will not: `retryGroup` does these again.
 * @example (await buyer.group(groupId)).members.filter(isFailedMember).length // 2
 */
export const isFailedMember = ({ state, exitCode }: Pick<GroupMember, 'state' | 'exitCode'>): boolean =>
  jobLifeCycle.isFinal(state as JobState) ? state !== 'PAID' || exitCode !== 0 : exitCode !== null && exitCode !== 0

/** The verbs of a buyer for jobs that are submitted together. */
export function createGroupVerbs(connection: Connection): GroupVerbs {
  const { client } = connection

  async function readGroup(id: string, call: CallOptions): Promise<Group> {
    const { jobGroup } = await client.execute(JobGroupDocument, { id }, call)
    if (!jobGroup) throw unknownGroup(id)
    return jobGroup
  }

  /** The jobs of a group that failed or ended with one that did, with new salts, on what has succeeded. */
  async function failedPart(id: string, call: CallOptions): Promise<UploadedGroup> {
    const { members, name } = await readGroup(id, call)
    const failed = members.filter(isFailedMember)
    const [first] = failed
    if (!first) throw sdkError('NOTHING_FAILED', `expected a group of which a job did not succeed, ${id} has none`)
    const read = await readAtOnce(failed, async ({ jobId }) => [jobId, await specOf(jobId, connection, call)] as const)
    const specs = new Map<string, JobSpec>(read)
    /** The new hashes of jobs that are done again, by their former ones. */
    const renewed = new Map<string, string>()
    const seedNow = newSeeds(members, failed, specs)
    const hashNow = (hash: string): string => renewed.get(hash) ?? hash
    const jobs = failed.map(({ jobId, key, element, specHash }) => {
      const before = specs.get(jobId) as JobSpec
      const spec: JobSpec = {
        ...before,
        salt: randomSalt(),
        ...(before.seed ? { seed: seedNow(before.seed) } : {}),
        ...(before.needs ? { needs: before.needs.map(hashNow) } : {}),
        inputs: before.inputs.map((input) => ('from' in input ? { ...input, from: hashNow(input.from) } : input)),
      }
      renewed.set(specHash, specHashOf(spec, sha256OfText))
      return { key, element, spec }
    })
    const [{ fileRecipient }, opener] = await Promise.all([
      connection.platform(call),
      connection.keys.ofJob(first.jobId, call),
    ])
    if (!opener)
      throw sdkError('KEY_MISMATCH', `expected sealed files of job ${first.jobId}, they are stored as they are`)
    return { name, jobs, sealedKey: await wrapKey(opener.identity, fileRecipient) }
  }

  async function* listGroups(call: CallOptions): AsyncGenerator<ListedGroup> {
    for (let after: string | undefined; ; ) {
      const page = { first: PAGE, ...(after ? { after } : {}) }
      const { jobGroups } = await client.execute(JobGroupsDocument, page, call)
      for (const { node } of jobGroups.edges) yield node
      if (!jobGroups.pageInfo.hasNextPage || !jobGroups.pageInfo.endCursor) return
      after = jobGroups.pageInfo.endCursor
    }
  }

  return {
    quoteGroup: (group, options = {}) => quoteGroup(group, connection, options),
    quoteUnpaid: (group, options = {}) => quoteUnpaid(group, connection, options),
    uploadGroup: (file, read, options) => uploadGroup(file, read, connection, options),
    submitGroup: (group, options = {}) => submitGroup(group, connection, options),
    submittedGroup: (groupId, options = {}) => submittedGroup(groupId, connection, options),
    async fundGroup({ groupId, jobs }, options = {}) {
      const requests = jobs.map(({ request }) => request)
      const signature = await signGroup(connection, requests, options)
      const jobIds = jobs.map(({ jobId }) => jobId)
      const { onPrompt: _, ...call } = options
      const sent = { ...call, idempotent: true }
      succeed((await client.execute(FundJobGroupDocument, { groupId, jobIds, signature }, sent)).fundJobGroup)
    },
    async *watchGroup(groupId, { signal } = {}) {
      const call = signal ? { signal } : {}
      for await (const { jobGroupUpdated } of client.subscribe(WatchJobGroupDocument, { groupId }, call)) {
        yield jobGroupUpdated
        if (jobGroupUpdated.done === jobGroupUpdated.total) return
      }
      signal?.throwIfAborted()
      throw sdkError('SUBSCRIPTION_ENDED', `the subscription to group ${groupId} ended before its jobs did`)
    },
    group: (groupId, options = {}) => readGroup(groupId, options),
    groups: (options = {}) => listGroups(options),
    async retryGroup(groupId, options = {}) {
      const { clientRequestId: _, waitForNode: __, ...call } = options
      return submitGroup(await failedPart(groupId, call), connection, options)
    },
    async cancelGroup(groupId, options = {}) {
      const call = options.signal ? { signal: options.signal } : {}
      const sent = { ...call, idempotent: true }
      const { cancelJobGroup } = await client.execute(CancelJobGroupDocument, { groupId }, sent)
      const { cancelled, funded } = succeed(cancelJobGroup)
      const transactions = []
      const kept = []
      for (const jobId of funded) {
        const cancelling = () => cancelJob(jobId, connection, options)
        try {
          transactions.push({ jobId, transaction: await whenIndexed(cancelling, options.signal) })
        } catch (error) {
          // Jobs go on during the transactions before: a node may have got this one meanwhile.
          const [problem] = problemsOf(error)
          if (!problem) throw error
          kept.push({ jobId, code: problem.code, reason: problem.message })
        }
      }
      return { cancelled, transactions, kept }
    },
  }
}
