import { marketplaceDomain, taskIdOf } from '@aiigo/chain'
import {
  afterDeadline,
  canonicalJson,
  effectId,
  executorOf,
  filesOf,
  JOB_LIMITS,
  type JobSpec,
  jobNameOf,
  LONGEST_DISPUTE_SECONDS,
  type Problem,
  specHashOf,
  unfundedFrom,
} from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import { enqueue, inTransaction, type JobGroup, jobsByHash, type NewGroupJob, storeJobGroup } from '@aiigo/storage'
import type { Address } from 'viem'
import type { Viewer } from '../../graphql/context.js'
import { belowEveryAsk } from '../job/belowEveryAsk.js'
import type { FileCheck, NamedFile } from '../job/blobCheck.js'
import { canonicalSpecOf } from '../job/canonicalSpecOf.js'
import { checkSealedKey } from '../job/checkSealedKey.js'
import { mayWaitForMoney, tooManyUnfunded } from '../job/mayWaitForMoney.js'
import { planTask } from '../job/planTask.js'
import { readSpec } from '../job/readSpec.js'
import { sha256OfText } from '../job/sha256OfText.js'
import { MAX_REQUEST_ID, type SubmitDeps, UNIQUE_VIOLATION } from '../job/submitJob.js'
import type { JobGroupStepInput, SubmitJobGroupInput } from './group.type.js'

export interface SubmitGroupDeps extends Omit<SubmitDeps, 'checkBlobs'> {
  checkFiles: FileCheck
  /** A caller's group; null for another's. */
  findGroup(viewer: Viewer, id: string): Promise<JobGroup | null>
}

/** The mutation's answer, before the group is shown. */
export type SubmittedGroup =
  | { readonly group: JobGroup; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] }

const DAY = 86_400
const MAX_NAME = 100
const STEP_KEY = new RegExp(`^[A-Za-z][A-Za-z0-9_-]{0,${JOB_LIMITS.stepNameLength - 1}}$`)
/** Different stored files of a group: each is looked at in the blob store. */
const MAX_FILES = 1_000
const LOOKS_AT_ONCE = 50
/** Different demands of a node for which nodes are looked for at the submission. */
const MAX_TERMS = 16
/** Specifications that are read before others get their turn. */
const TURN = 25
/** Problems of an answer: elements of an array tend to have the same ones. */
const MAX_PROBLEMS = 50

/** A job of the input. */
interface Member {
  readonly key: string
  readonly element: number | null
  readonly spec: JobSpec
  readonly specHash: `0x${string}`
  /** Place of its specification in the input. */
  readonly field: string
}

const nextTurn = () => new Promise(setImmediate)

/**
 * Checks the jobs of a group, computes their tasks and stores all of them, or none. Two submissions with one
 * clientRequestId have one id, so the second finds the first.
 */
export function createSubmitJobGroup(deps: SubmitGroupDeps) {
  const { storage, deployment, chain, checkFiles, checkProgram, checkTakers, rules, fileKey, now } = deps
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)

  async function earlier(viewer: Viewer, id: string, digest: string): Promise<SubmittedGroup | null> {
    const group = await deps.findGroup(viewer, id)
    if (!group) return null
    if (group.digest === digest) return { group, warnings: [] }
    const text = `expected a new clientRequestId for another submission; this one belongs to group ${group.id}`
    return refused('CLIENT_REQUEST_ID_REUSED', 'clientRequestId', text)
  }

  return async function submitJobGroup(viewer: Viewer, input: SubmitJobGroupInput): Promise<SubmittedGroup> {
    const { clientRequestId, name } = input
    if (clientRequestId.length === 0 || clientRequestId.length > MAX_REQUEST_ID) {
      const text = `expected 1 to ${MAX_REQUEST_ID} characters, got ${clientRequestId.length}; use a UUID`
      return refused('CLIENT_REQUEST_ID_INVALID', 'clientRequestId', text)
    }
    if (name.length === 0 || name.length > MAX_NAME || /\p{Cc}/u.test(name)) {
      return refused('WRONG_FORMAT', 'name', `expected 1 to ${MAX_NAME} printable characters; choose another name`)
    }
    const read = await readMembers(input.steps)
    if ('problems' in read) return read
    const { members } = read
    const digest = sha256OfText(
      canonicalJson({ name, jobs: members.map(({ key, element, specHash }) => ({ key, element, specHash })) }),
    )
    const id = effectId('submit-group', viewer.address, clientRequestId)
    const known = await earlier(viewer, id, digest)
    if (known) return known

    const planned = await plan(viewer, clientRequestId, members)
    if ('problems' in planned) return planned
    const { jobs, keepUntil } = planned
    const [first] = members as [Member, ...Member[]]
    const sealed = await checkSealedKey(first.spec.files, input.sealedKey ?? null, fileKey)
    if ('problems' in sealed) return sealed
    const problems = [...(await belowAsks(jobs)), ...(await missingFiles(viewer, members, keepUntil))]
    if (problems.length > 0) return { problems: problems.slice(0, MAX_PROBLEMS) }
    for (const { spec, field } of members) {
      const unfit = await checkProgram(spec, viewer.address, sealed.key)
      if (unfit.length > 0) return { problems: unfit.map((one) => at(one, field)) }
    }
    const takers = await takersOf(viewer, jobs, members)
    if (takers.problems.length > 0 && !input.waitForNode) return { problems: takers.problems }

    const group = { id, buyer: viewer.address, name, digest, createdAt: new Date(now()) }
    try {
      const stored = await inTransaction(storage, async (em) => {
        if (!(await mayWaitForMoney(em, viewer.address, jobs.length))) return false
        await storeJobGroup(em, group, jobs, sealed.key ? (input.sealedKey ?? null) : null)
        for (const { id: jobId, request } of jobs) {
          const delayUntil = afterDeadline(unfundedFrom(new Date(request.fundBy * 1000)))
          enqueue(em, message(queues.advance, { jobId, cause: 'FUND_DEADLINE' }, { delayUntil }))
        }
        return true
      })
      return stored ? { group, warnings: [...takers.problems, ...takers.warnings] } : { problems: [tooManyUnfunded()] }
    } catch (error) {
      // The same request twice at the same moment: one of them stored the group, the other finds it.
      const same = (error as { code?: string }).code === UNIQUE_VIOLATION ? await earlier(viewer, id, digest) : null
      if (same) return same
      throw error
    }
  }

  /** The on-chain terms of all jobs, and the jobs that each needs. */
  async function plan(
    viewer: Viewer,
    clientRequestId: string,
    members: readonly Member[],
  ): Promise<{ jobs: NewGroupJob[]; keepUntil: number } | { problems: Problem[] }> {
    const { files } = (members[0] as Member).spec
    const own = new Map<string, { id: string; assignBy: number; workSeconds: number }>()
    const hashes = new Set(members.map(({ specHash }) => specHash))
    const others = new Set(members.flatMap(({ spec }) => spec.needs ?? []).filter((hash) => !hashes.has(hash as never)))
    const before = await jobsByHash(storage.fork(), viewer.address, [...others])
    const problems: Problem[] = []
    const jobs: NewGroupJob[] = []
    const feeBps = await chain.feeBps()
    const moment = Math.floor(now() / 1000)
    const createdAt = new Date(now())
    let keepUntil = 0
    let references = 0
    for (const [index, { key, element, spec, specHash, field }] of members.entries()) {
      if (index % TURN === 0) await nextTurn()
      const needs = []
      for (const [place, hash] of (spec.needs ?? []).entries()) {
        const stored = before.get(hash)
        const need = own.get(hash) ?? (stored && { ...stored, assignBy: Math.floor(stored.assignBy.getTime() / 1000) })
        const named = { field: `${field}.needs[${place}]` }
        if (!need) {
          const text = `expected the hash of an earlier job of the caller, or of one that stands before this in the input, got ${hash}`
          problems.push({ code: 'NEED_UNKNOWN', ...named, message: text })
        } else if (stored && canonicalJson(stored.files) !== canonicalJson(files)) {
          const text = `expected a needed job whose files have the key of this group, ${JSON.stringify(files)}, job ${stored.id} has ${JSON.stringify(stored.files)}; submit the group with that key`
          problems.push({ code: 'NEED_OTHER_KEY', ...named, message: text })
        } else needs.push(need)
      }
      references += needs.length
      if (canonicalJson(spec.files) !== canonicalJson(files)) {
        const text = 'expected one privacy and one recipient for all jobs of a group; seal their files to one key'
        problems.push({ code: 'GROUP_FILES_DIFFER', field: `${field}.files`, message: text })
      }
      const jobId = effectId('submit-group', viewer.address, clientRequestId, key, String(element))
      const planned = planTask({
        ...{ jobId, spec, specHash, deployment, feeBps, needs, now: moment },
        buyer: viewer.address as Address,
        matcher: rules.matcher,
        minWindowSeconds: rules.minWindowSeconds,
        transferGraceSeconds: rules.transferGraceSeconds,
      })
      if ('problems' in planned) {
        problems.push(...planned.problems.map((one) => at(one, field)))
        if (problems.length >= MAX_PROBLEMS) break
        continue
      }
      const { request } = planned
      own.set(specHash, { id: jobId, assignBy: request.assignBy, workSeconds: request.workSeconds })
      const lastDeadline = request.assignBy + request.workSeconds + request.windowSeconds
      keepUntil = Math.max(keepUntil, lastDeadline + LONGEST_DISPUTE_SECONDS + deps.retentionDays * DAY)
      const taskId = taskIdOf(domain, request)
      jobs.push({
        id: jobId,
        spec,
        request,
        taskId,
        createdAt,
        key,
        element,
        needs: [...new Set(needs.map(({ id }) => id))],
      })
    }
    if (references > JOB_LIMITS.groupNeeds) {
      const text = `expected at most ${JOB_LIMITS.groupNeeds} needs of jobs in all, got ${references}; let one job join the files of an array`
      problems.push({ code: 'TOO_BIG', field: 'steps', message: text })
    }
    return problems.length > 0 ? { problems: problems.slice(0, MAX_PROBLEMS) } : { jobs, keepUntil }
  }

  /** Jobs that pay too little for every node, each price once. */
  async function belowAsks(jobs: readonly NewGroupJob[]): Promise<Problem[]> {
    const priced = new Map(
      jobs.map((job) => [
        JSON.stringify([job.spec.resources.type, job.request.token, String(job.request.maxRate)]),
        job,
      ]),
    )
    const problems: Problem[] = []
    for (const { key, spec, request } of priced.values()) {
      if (problems.length >= MAX_PROBLEMS) break
      problems.push(...(await belowEveryAsk(storage, spec, request)).map((one) => at(one, `steps[${key}].spec`)))
    }
    return problems
  }

  /** Stored files that are not there, each file once. */
  async function missingFiles(viewer: Viewer, members: readonly Member[], keepUntil: number): Promise<Problem[]> {
    const named = new Map<string, NamedFile>()
    for (const { spec, field } of members) {
      for (const { field: place, file } of filesOf(spec)) {
        const name = `${file.cid} ${file.sha256} ${file.size}`
        if (!named.has(name)) named.set(name, { field: `${field}.${place}`, file })
      }
    }
    if (named.size > MAX_FILES) {
      const text = `expected at most ${MAX_FILES} different files, got ${named.size}; pack some into an archive`
      return [{ code: 'TOO_BIG', field: 'steps', message: text }]
    }
    const files = [...named.values()]
    const problems: Problem[] = []
    for (let from = 0; from < files.length; from += LOOKS_AT_ONCE) {
      problems.push(...(await checkFiles(files.slice(from, from + LOOKS_AT_ONCE), viewer.address, keepUntil)))
    }
    return problems
  }

  /**
   * Nodes that could take the jobs, looked for once for all that ask the same of a node. Each look may go through all
   * nodes, so a group that asks for more than some different ones has the rest of them found by the search alone.
   */
  async function takersOf(viewer: Viewer, jobs: readonly NewGroupJob[], members: readonly Member[]) {
    const asked = new Map<string, number>()
    for (const [index, { spec, request }] of jobs.entries()) {
      const { resources, limits, allow, deny, program, verification } = spec
      const executor = executorOf(program)
      const sensor = program.kind === 'readings' ? program.sensor : null
      const { token, budget, maxRate } = request
      const terms = canonicalJson({
        resources,
        limits,
        allow,
        deny,
        verification,
        executor,
        sensor,
        token,
        budget: String(budget),
        maxRate: String(maxRate),
      })
      if (!asked.has(terms)) asked.set(terms, index)
    }
    const problems: Problem[] = []
    const warnings: Problem[] = []
    for (const index of [...asked.values()].slice(0, MAX_TERMS)) {
      const { spec, request } = jobs[index] as NewGroupJob
      const takers = await checkTakers(spec, { ...request, buyer: viewer.address })
      const field = members[index]?.field ?? 'steps'
      if ('problem' in takers) problems.push(at(takers.problem, field))
      else warnings.push(...takers.warnings.map((one) => at(one, field)))
    }
    return { problems, warnings }
  }
}

/** A problem of a specification, named by its place in the input. */
function at(problem: Problem, field: string): Problem {
  return { ...problem, field: problem.field === null ? field : problem.field.replace(/^spec/, field) }
}

function refused(code: string, field: string, text: string): { problems: Problem[] } {
  return { problems: [{ code, field, message: text }] }
}

/** The specifications of all jobs; of an array those of its first element that has problems. */
async function readMembers(
  steps: readonly JobGroupStepInput[],
): Promise<{ members: Member[] } | { problems: Problem[] }> {
  const total = steps.reduce((sum, { elements }) => sum + (elements?.length ?? 1), 0)
  if (total === 0 || total > JOB_LIMITS.groupJobs) {
    return refused('TOO_BIG', 'steps', `expected 1 to ${JOB_LIMITS.groupJobs} jobs in all, got ${total}`)
  }
  const problems: Problem[] = []
  const members: Member[] = []
  const names = new Set<string>()
  const hashes = new Set<string>()
  const replicas = new Map<string, number>()
  /** Why a replica is one too many of its seed. */
  function replicasBeyond({ seed }: JobSpec): string | null {
    if (seed === undefined) return null
    const count = (replicas.get(seed) ?? 0) + 1
    replicas.set(seed, count)
    if (count <= JOB_LIMITS.replicas) return null
    return `expected at most ${JOB_LIMITS.replicas} jobs of one seed, got more; draw another seed for the replicas of another job`
  }
  let bytes = 0
  for (const [place, { key, spec: shared, elements }] of steps.entries()) {
    const field = `steps[${place}]`
    if (!STEP_KEY.test(key)) {
      const text = `expected a letter, then letters, digits, "-" and "_", at most ${JOB_LIMITS.stepNameLength} in all, got ${JSON.stringify(key.slice(0, 80))}`
      problems.push({ code: 'WRONG_FORMAT', field: `${field}.key`, message: text })
      continue
    }
    for (const [nth, element] of (elements ?? [null]).entries()) {
      if (members.length % TURN === 0) await nextTurn()
      const own = element === null ? {} : withoutNull(element)
      const { index = null, ...differing } = own as { index?: number }
      const name = jobNameOf(key, index)
      const named = element === null ? field : `${field}.elements[${nth}]`
      if (names.has(name) || (index !== null && (index < 0 || index >= JOB_LIMITS.groupJobs))) {
        const text = `expected different keys, and different indexes from 0 to ${JOB_LIMITS.groupJobs - 1} within a step, got ${name}`
        problems.push({ code: 'BROKEN_RULE', field: named, message: text })
        break
      }
      names.add(name)
      const read = readSpec(canonicalSpecOf({ ...shared, ...differing }), `${field}.spec`)
      if ('problems' in read) {
        problems.push(...read.problems)
        break
      }
      bytes += Buffer.byteLength(canonicalJson(read.spec))
      if (bytes > JOB_LIMITS.groupBytes) {
        const text = `expected specifications of at most ${JOB_LIMITS.groupBytes} bytes together, ${name} exceeds it; put data into inputs, or submit several groups`
        return refused('TOO_BIG', 'steps', text)
      }
      const specHash = specHashOf(read.spec, sha256OfText)
      if (hashes.has(specHash)) {
        const text = `expected another salt for each job, ${name} has the hash of another; make a new one`
        problems.push({ code: 'BROKEN_RULE', field: `${named}.salt`, message: text })
        break
      }
      hashes.add(specHash)
      const tooMany = replicasBeyond(read.spec)
      if (tooMany) return refused('BROKEN_RULE', `${field}.spec.seed`, tooMany)
      members.push({ key, element: index, spec: read.spec, specHash, field: `${field}.spec` })
    }
  }
  return problems.length > 0 ? { problems: problems.slice(0, MAX_PROBLEMS) } : { members }
}

/** Fields that are given: null means the same as left out. */
function withoutNull(element: object): object {
  return Object.fromEntries(Object.entries(element).filter(([, value]) => value !== null && value !== undefined))
}
