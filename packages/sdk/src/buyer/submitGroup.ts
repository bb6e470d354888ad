import { marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import {
  JobGroupRequestsDocument,
  type JobGroupRequestsQuery,
  JobSpecDocument,
  SubmitJobGroupDocument,
  succeed,
} from '@aiigo/client'
import {
  canonicalJson,
  type JobSpec,
  parseJobSpec,
  specHashOf,
  type TaskRequest,
  taskRequestCodec,
} from '@aiigo/domain'
import type { Address } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import { sha256OfText } from '../sha256.js'
import type { SubmitOptions } from './Buyer.js'
import type { FundableGroup, FundableGroupJob, SubmittedGroup, UploadedGroup } from './Group.js'
import { requestDifferences } from './requestDifferences.js'
import { neededRequest } from './submittedJob.js'
import { unknownGroup, unknownJob } from './unknownJob.js'

type Members = NonNullable<JobGroupRequestsQuery['jobGroup']>['members']

/** Fields in which the elements of an array may differ. */
const DIFFERING = ['name', 'args', 'env', 'needs', 'inputs', 'seed'] as const

/** The steps of a group as the API takes them: a specification each, and the differences of its elements. */
function stepsOf({ jobs }: UploadedGroup) {
  return [...Map.groupBy(jobs, ({ key }) => key)].map(([key, some]) => {
    const { spec } = some[0] as (typeof some)[number]
    if (some[0]?.element === null) return { key, spec }
    const elements = some.map(({ element, spec: own }) => ({
      index: element as number,
      salt: own.salt,
      ...Object.fromEntries(
        DIFFERING.filter((field) => canonicalJson(own[field] ?? null) !== canonicalJson(spec[field] ?? null)).map(
          (field) => [field, own[field]],
        ),
      ),
    }))
    return { key, spec, elements }
  })
}

/** Hands in a group, and compares every request that comes back with the specification that was asked for. */
export async function submitGroup(
  uploaded: UploadedGroup,
  connection: Connection,
  { clientRequestId = crypto.randomUUID(), waitForNode = false, ...call }: SubmitOptions,
): Promise<SubmittedGroup> {
  const { name, jobs, sealedKey } = uploaded
  const input = { clientRequestId, name, waitForNode, sealedKey, steps: stepsOf(uploaded) }
  const { submitJobGroup } = await connection.client.execute(
    SubmitJobGroupDocument,
    { input },
    { ...call, idempotent: true },
  )
  const { group } = succeed(submitJobGroup)
  if (!group) throw new Error('expected a group, or userErrors; got neither')
  const specs = new Map(jobs.map(({ spec }) => [specHashOf(spec, sha256OfText) as string, spec]))
  const members = await membersOf(group.id, connection, call)
  const found = new Set<string>(members.map(({ specHash }) => specHash))
  const missing = [...specs.keys()].filter((hash) => !found.has(hash))
  if (missing.length > 0 || members.length !== specs.size) {
    const text = `not paying for group ${group.id}: expected its ${specs.size} jobs, got ${members.length}, without ${missing.join(', ') || 'none'}`
    throw sdkError('FUNDING_MISMATCH', text)
  }
  const fundable = await checkedGroup(group.id, members, async ({ specHash }) => specs.get(specHash), connection, call)
  const warnings = submitJobGroup.warnings.map(({ code, message }) => ({ code, message }))
  return { ...fundable, warnings }
}

/** A group of the wallet that was handed in earlier; its requests are worked out again from its specifications. */
export async function submittedGroup(
  groupId: string,
  connection: Connection,
  call: CallOptions,
): Promise<FundableGroup> {
  const members = await membersOf(groupId, connection, call)
  return checkedGroup(groupId, members, ({ jobId }) => specOf(jobId, connection, call), connection, call)
}

/** The specification of one of the wallet's jobs. */
export async function specOf(jobId: string, { client }: Connection, call: CallOptions): Promise<JobSpec> {
  const { job } = await client.execute(JobSpecDocument, { id: jobId }, call)
  if (!job?.spec) throw unknownJob(jobId)
  return parseJobSpec(job.spec)
}

async function membersOf(id: string, { client }: Connection, call: CallOptions): Promise<Members> {
  const { jobGroup } = await client.execute(JobGroupRequestsDocument, { id }, call)
  if (!jobGroup) throw unknownGroup(id)
  return jobGroup.members
}

/** The jobs that wait for the wallet's signature, each compared with its specification. */
async function checkedGroup(
  groupId: string,
  members: Members,
  specFor: (member: Members[number]) => Promise<JobSpec | undefined>,
  connection: Connection,
  call: CallOptions,
): Promise<FundableGroup> {
  const { client, chainId, contracts, reader, signer } = connection
  const address = contracts.taskMarketplace
  const [rules, feeBps] = await Promise.all([
    connection.platform(call),
    reader.readContract({ address, abi: taskMarketplaceAbi, functionName: 'feeBps' }),
  ])
  const domain = marketplaceDomain(chainId, address)
  const now = Math.floor(client.now() / 1_000)
  const requests = new Map<string, TaskRequest>()
  const requestFor = async (jobId: string): Promise<TaskRequest> => {
    const known = requests.get(jobId)
    if (known) return known
    const request = await neededRequest(jobId, connection, call)
    requests.set(jobId, request)
    return request
  }
  for (const { jobId, taskRequest } of members) requests.set(jobId, taskRequestCodec.fromJson(taskRequest))
  const jobs: FundableGroupJob[] = []
  for (const member of members) {
    if (member.state !== 'SUBMITTED' || member.fundingSigned) continue
    const { jobId, key, element, taskId } = member
    const spec = await specFor(member)
    if (!spec)
      throw sdkError('FUNDING_MISMATCH', `not paying for job ${jobId}: it is none of those that were asked for`)
    const request = await requestFor(jobId)
    const needs = await Promise.all(member.needs.map(requestFor))
    const token = connection.token(spec.budget.token)
    const expected = { jobId, buyer: signer.address, spec, token, feeBps, rules, now, needs }
    const differences = [...requestDifferences(request, expected)]
    const digest = taskIdOf(domain, request)
    if (digest !== taskId) differences.push(`taskId: the request's digest is ${digest}, got ${taskId}`)
    if (differences.length > 0) {
      throw sdkError('FUNDING_MISMATCH', `not paying for job ${jobId}:\n${differences.join('\n')}`)
    }
    jobs.push({ jobId, key, element, taskId, request })
  }
  const deposits = [...Map.groupBy(jobs, ({ request }) => request.token.toLowerCase())].map(([token, some]) => ({
    token: token as Address,
    amount: some.reduce((sum, { request }) => sum + request.budget, 0n),
  }))
  return { groupId, jobs, deposits }
}
