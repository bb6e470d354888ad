import { arbitrationAbi, NO_NODE } from '@aiigo/chain'
import {
  ArbitrationCaseDocument,
  ArbitrationCaseLogDocument,
  ArbitrationCasesDocument,
  ArbitratorRewardsDocument,
  DisputedTaskDocument,
  WatchArbitrationCasesDocument,
} from '@aiigo/client'
import { bytes32ToJobId, isStoredInput, RULINGS, type StoredProgram, storedProgramOf } from '@aiigo/domain'
import { openBytes } from '@aiigo/sealing'
import type { Hex } from 'viem'
import { compareLines } from '../buyer/checkLog.js'
import { findSubmission } from '../buyer/disputeJob.js'
import { linesOfParts } from '../buyer/followLogs.js'
import { fetchExactly, openResultFile, readResultOf } from '../buyer/readResult.js'
import type { CallOptions, Connection } from '../connect/Connection.js'
import type { KeyWait } from '../connect/jobKeys.js'
import { createMoneyVerbs } from '../connect/money.js'
import { boundJob } from '../dispute/boundJob.js'
import { evidenceOf } from '../dispute/evidence.js'
import { sdkError } from '../errors.js'
import { sha256OfText } from '../sha256.js'
import type {
  Arbitrator,
  Case,
  CaseEvent,
  CaseFile,
  CaseFileOrigin,
  CasesOptions,
  DisputedJob,
  ListedCase,
  WatchCasesOptions,
} from './Arbitrator.js'
import { createVotes } from './votes.js'

const PAGE = 20
const LOG_PAGE = 200
const REWARDS = 500

/**
 * An arbitrator over a connection: its cases, their files, its votes and its rewards.
 * @example
 * const arbitrator = createArbitrator(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
 * await arbitrator.signIn()
 * for await (const { case: found } of arbitrator.cases({ undecided: true })) {
 *   if (found.state === 'TO_COMMIT') await arbitrator.commit(found.jobId, 'PROVIDER')
 *   if (found.state === 'TO_REVEAL') await arbitrator.reveal(found.jobId)
 * }
 */
export function createArbitrator(connection: Connection): Arbitrator {
  const { client } = connection
  const votes = createVotes(connection)

  const unknown = (name: string): Error =>
    sdkError('CASE_UNKNOWN', `expected a dispute on whose panel the wallet is, named by job or task, got ${name}`)

  /** A dispute is named by its task on chain, and by its job in the API. */
  async function jobIdOf(name: string, call: CallOptions): Promise<string> {
    if (!/^0x[0-9a-fA-F]{64}$/.test(name)) return name
    const { task } = await client.execute(DisputedTaskDocument, { id: name }, call)
    if (!task) throw unknown(name)
    return bytes32ToJobId(task.jobId).jobId
  }

  async function isReasonOnChain(taskId: Hex, reason: string | null, call: CallOptions): Promise<boolean | null> {
    const { task } = await client.execute(DisputedTaskDocument, { id: taskId }, call)
    return task?.dispute ? task.dispute.reasonHash === sha256OfText(reason ?? '') : null
  }

  async function readCase(name: string, call: CallOptions): Promise<Case> {
    const jobId = await jobIdOf(name, call)
    const { arbitrationCase } = await client.execute(ArbitrationCaseDocument, { jobId }, call)
    if (!arbitrationCase) throw unknown(name)
    const { job, evidence, ...summary } = arbitrationCase
    const shown = { ...summary, evidence: evidence.map((piece) => evidenceOf(jobId, piece)) }
    if (!job) return { ...shown, job: null }
    const { spec: _, taskRequest, ...fields } = job
    const { spec } = boundJob(connection, job, summary.taskId)
    return {
      ...shown,
      job: { ...fields, spec, isReasonOnChain: await isReasonOnChain(summary.taskId, fields.disputeReason, call) },
    }
  }

  async function openCase(name: string, call: CallOptions): Promise<Case & { readonly job: DisputedJob }> {
    const found = await readCase(name, call)
    if (found.job) return { ...found, job: found.job }
    throw sdkError(
      'CASE_UNKNOWN',
      `the dispute of job ${found.jobId} is over; its job is not the panel's to see any more`,
    )
  }

  async function* listCases({ undecided, after, pageSize = PAGE, ...call }: CasesOptions): AsyncGenerator<ListedCase> {
    for (let cursor = after; ; ) {
      const only = undecided === undefined ? {} : { undecided }
      const page = { first: pageSize, ...only, ...(cursor ? { after: cursor } : {}) }
      const { arbitrationCases } = await client.execute(ArbitrationCasesDocument, page, call)
      for (const edge of arbitrationCases.edges) yield { case: edge.node, cursor: edge.cursor }
      if (!arbitrationCases.pageInfo.hasNextPage || !arbitrationCases.pageInfo.endCursor) return
      cursor = arbitrationCases.pageInfo.endCursor
    }
  }

  async function* watchCases({ afterSeq = 0, signal }: WatchCasesOptions): AsyncGenerator<CaseEvent> {
    const options = signal ? { signal } : {}
    for await (const event of client.subscribe(WatchArbitrationCasesDocument, { afterSeq }, options)) {
      yield event.arbitrationCases
    }
    signal?.throwIfAborted()
  }

  async function* logs(name: string, call: CallOptions) {
    const jobId = await jobIdOf(name, call)
    yield* linesOfParts(0, async (afterSeq) => {
      const variables = { jobId, afterSeq, first: LOG_PAGE }
      const { arbitrationCase } = await client.execute(ArbitrationCaseLogDocument, variables, call)
      if (!arbitrationCase) throw unknown(name)
      return arbitrationCase.logParts
    })
  }

  /** The result as the node signed it: the manifest has the hash that the chain has. */
  async function resultOf(job: DisputedJob, call: CallOptions) {
    const { resultHash } = await findSubmission(connection, job.taskId, call)
    const result = await readResultOf(connection, job, call)
    if (resultHash === `0x${result.manifestSha256}`) return result
    throw sdkError(
      'RESULT_MISMATCH',
      `expected the result ${resultHash} that is disputed on chain, the API has 0x${result.manifestSha256}`,
    )
  }

  const keyOf = (job: DisputedJob, call: KeyWait) => {
    const reader = { jobId: job.id, taskId: job.taskId, attempt: 0, nodeId: NO_NODE }
    return connection.keys.asReader(reader, job.spec, call)
  }

  return {
    ...createMoneyVerbs(connection),
    get address() {
      return connection.signer.address
    },
    connection,
    client,
    signIn: (options) => connection.signIn(options),
    async appointment() {
      const contract = { address: connection.contracts.arbitration, abi: arbitrationAbi } as const
      const args = [connection.signer.address] as const
      const [isAppointed, [panels, silences]] = await Promise.all([
        connection.reader.readContract({ ...contract, functionName: 'isArbitrator', args }),
        connection.reader.readContract({ ...contract, functionName: 'serviceOf', args }),
      ])
      return { isAppointed, panels, silences }
    },
    cases: (options = {}) => listCases(options),
    watchCases: (options = {}) => watchCases(options),
    case: (name, options = {}) => readCase(name, options),
    logs: (name, options = {}) => logs(name, options),
    async checkLog(name, options = {}) {
      const { job } = await openCase(name, options)
      return compareLines(await resultOf(job, options), logs(job.id, options))
    },
    async files(name, options = {}) {
      const { waitMs: _, ...call } = options
      const { job, evidence } = await openCase(name, call)
      const isSealed = (await keyOf(job, options)) !== null
      const { inputs } = job.spec
      const program = storedProgramOf(job.spec)
      const fileOf = (origin: CaseFileOrigin, file: Pick<CaseFile, 'name' | 'cid' | 'sha256' | 'size'>): CaseFile => {
        const { cid, sha256, size } = file
        return { jobId: job.id, origin, name: file.name, cid, sha256, size, sealed: null, isSealed }
      }
      const programFile = (program: StoredProgram): CaseFile => ({
        ...fileOf('PROGRAM', { ...program, name: program.kind === 'wasm' ? 'program.wasm' : 'image.tar' }),
        isSealed: isSealed && !program.public,
      })
      const result = await resultOf(job, call)
      return {
        result,
        files: [
          ...(program ? [programFile(program)] : []),
          ...inputs.filter(isStoredInput).map((input) => fileOf('INPUT', { ...input, name: input.as })),
          ...result.files.map((file) => ({ ...fileOf('OUTPUT', file), sealed: file.sealed })),
          ...evidence.flatMap(({ side, files }) => files.map((file) => fileOf(side, file))),
        ],
      }
    },
    async download(file, options = {}) {
      const { waitMs: _, ...call } = options
      const key = async () => keyOf((await openCase(file.jobId, call)).job, options)
      if (file.origin === 'OUTPUT') return openResultFile(connection, file, key, call)
      const stored = await fetchExactly(connection, { ...file, fresh: false }, file.size, call)
      const opener = file.isSealed ? await key() : null
      return opener ? openBytes(stored, opener.identity) : stored
    },
    async commit(name, vote, options = {}) {
      const { jobId, taskId } = await readCase(name, options.signal ? { signal: options.signal } : {})
      return votes.commit({ jobId, taskId }, vote, options)
    },
    async reveal(name, options = {}) {
      const { jobId, taskId } = await readCase(name, options.signal ? { signal: options.signal } : {})
      return votes.reveal({ jobId, taskId }, options)
    },
    async voteOpening(name, options = {}) {
      const { jobId, taskId } = await readCase(name, options)
      return votes.opening({ jobId, taskId }, options)
    },
    async rewards(options = {}) {
      const variables = { arbitrator: connection.signer.address.toLowerCase(), first: REWARDS }
      const { arbitratorRewards } = await client.execute(ArbitratorRewardsDocument, variables, options)
      return arbitratorRewards.map(({ token, amount, timestamp, transaction, dispute }) => ({
        ...{ taskId: dispute.id, token, amount: BigInt(amount), at: Number(timestamp), transaction },
        // A reward is of a dispute that is concluded.
        ruling: RULINGS.find((ruling) => ruling === dispute.ruling) ?? 'TIMED_OUT',
      }))
    },
    close: () => connection.close(),
  }
}
