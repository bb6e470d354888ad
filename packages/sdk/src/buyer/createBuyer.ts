import { approvalTypedData, escrowAbi, marketplaceDomain, requestTypedData, taskIdOf } from '@aiigo/chain'
import {
  ApproveResultDocument,
  DeleteJobFilesDocument,
  DepositTransactionDocument,
  FundFromBalanceDocument,
  JobDocument,
  JobHistoryDocument,
  JobsDocument,
  MatchPreviewDocument,
  QuoteDocument,
  succeed,
} from '@aiigo/client'
import { ETH_ADDRESS } from '@aiigo/domain'
import { encodeFunctionData, type Hex, isAddressEqual } from 'viem'
import type { CallOptions, Connection, TypedMessage } from '../connect/Connection.js'
import { chainFailure } from '../connect/chainFailure.js'
import { createMoneyVerbs } from '../connect/money.js'
import { promptsFor } from '../connect/permit.js'
import { expectPrepared } from '../connect/prepared.js'
import { whenIndexed } from '../connect/whenIndexed.js'
import { addEvidence, openEvidenceFile, readEvidence } from '../dispute/evidence.js'
import { sdkError } from '../errors.js'
import { accountFor } from './accountFor.js'
import type { Buyer, JobsOptions, ListedJob } from './Buyer.js'
import { cancelJob } from './cancelJob.js'
import { checkedLogs, checkLog } from './checkLog.js'
import { checkReadings } from './checkReadings.js'
import { disputeBond, disputeJob } from './disputeJob.js'
import { extendJob, planExtension } from './extendJob.js'
import { followProgress } from './followProgress.js'
import { fundJob } from './fundJob.js'
import { createGroupVerbs } from './groupVerbs.js'
import { payIn } from './payIn.js'
import { quoteInput, quoteOf } from './quoteInput.js'
import { readArtifacts } from './readArtifacts.js'
import { downloadResultFile, readResult } from './readResult.js'
import { releaseKeys } from './releaseKeys.js'
import { releaseWanted } from './releaseWanted.js'
import { readReceipts, servingPlace } from './servingPlace.js'
import { stopJob } from './stopJob.js'
import { submitJob } from './submitJob.js'
import { submittedJob } from './submittedJob.js'
import { unknownJob } from './unknownJob.js'
import { servesFiles, untilChecked } from './untilChecked.js'
import { uploadJob } from './uploadJob.js'
import { waitFinal } from './waitFinal.js'
import { waitForJob } from './waitForJob.js'
import { watchJob } from './watchJob.js'

const PAGE = 50

/**
 * A buyer over a connection. Reading (`quote`, `preview`) needs no wallet; everything else does.
 * @example
 * const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
 * await buyer.signIn()
 * const job = await buyer.submit(await uploadJob(buyer, await loadJobFile('job.yaml')))
 * await buyer.fund(job)
 * const { last } = await buyer.wait(job.jobId, { until: ['VERIFYING'] })
 */
export function createBuyer(connection: Connection): Buyer {
  const { client, chainId, contracts } = connection
  const domain = marketplaceDomain(chainId, contracts.taskMarketplace)

  async function sign(typed: TypedMessage, what: string): Promise<Hex> {
    return connection.signer.signTypedData(typed).catch((error: unknown) => {
      throw chainFailure(error, what)
    })
  }

  async function ownJob(jobId: string, call: CallOptions) {
    const { job } = await client.execute(JobDocument, { id: jobId }, call)
    if (!job) throw unknownJob(jobId)
    return job
  }

  async function* listJobs({ state, after, pageSize = PAGE, ...call }: JobsOptions): AsyncGenerator<ListedJob> {
    for (let cursor = after; ; ) {
      const page = { first: pageSize, ...(cursor ? { after: cursor } : {}), ...(state ? { state } : {}) }
      const { jobs } = await client.execute(JobsDocument, page, call)
      for (const edge of jobs.edges) yield { job: edge.node, cursor: edge.cursor }
      if (!jobs.pageInfo.hasNextPage || !jobs.pageInfo.endCursor) return
      cursor = jobs.pageInfo.endCursor
    }
  }

  return {
    ...createMoneyVerbs(connection),
    ...createGroupVerbs(connection),
    get address() {
      return connection.signer.address
    },
    connection,
    client,
    signIn: (options) => connection.signIn(options),
    quote: async (job, token, options) =>
      quoteOf((await client.execute(QuoteDocument, { input: quoteInput(job, token, options) }, options)).quote),
    preview: async (job, token, options) =>
      (await client.execute(MatchPreviewDocument, { input: quoteInput(job, token, options) }, options)).matchPreview,
    upload: (file, read, options) => uploadJob(file, read, connection, options),
    submit: (job, options = {}) => submitJob(job, connection, options),
    submitted: (jobId, options = {}) => submittedJob(jobId, connection, options),
    fund: (job, options = {}) => fundJob(job, connection, options),
    async fundingPrompts(token, amount) {
      if (isAddressEqual(token, ETH_ADDRESS)) return { signatures: 0, transactions: 1 }
      return promptsFor(connection, { token, spender: contracts.escrow, amount })
    },
    async deposit(token, amount, options = {}) {
      const call = options.signal ? { signal: options.signal } : {}
      // The API knows which tokens can be spent; the transaction that it prepared is compared, and made here.
      const { depositTransaction } = await client.execute(DepositTransactionDocument, { token, amount }, call)
      const inEth = isAddressEqual(token, ETH_ADDRESS)
      const args = [token, connection.signer.address, amount] as const
      const data = encodeFunctionData({ abi: escrowAbi, functionName: 'deposit', args })
      const approval = inEth ? null : { token, spender: contracts.escrow, amount }
      const expected = { to: contracts.escrow, data, value: inEth ? amount : 0n, approval }
      expectPrepared(expected, depositTransaction, 'the deposit')
      return payIn(connection, { token, amount, what: 'the deposit' }, options)
    },
    async fundFromBalance({ jobId, taskId, request }, { onPrompt, ...options } = {}) {
      if (taskIdOf(domain, request) !== taskId || !isAddressEqual(request.buyer, connection.signer.address)) {
        throw sdkError('FUNDING_MISMATCH', `expected the wallet's own request of task ${taskId}, got another`)
      }
      onPrompt?.({ kind: 'SIGNATURE', what: 'paying the deposit out of the balance' })
      const signature = await sign(requestTypedData(domain, request), 'signing the request')
      const call = { ...options, idempotent: true }
      succeed((await client.execute(FundFromBalanceDocument, { jobId, signature }, call)).fundFromBalance)
    },
    releaseKeys: (options = {}) => releaseKeys(connection, options),
    watch: (jobId, options) => watchJob(client, jobId, options, () => releaseWanted(connection, jobId)),
    progress: (jobId, options) => followProgress(client, jobId, options),
    logs: (jobId, options) => checkedLogs(connection, jobId, options),
    checkLog: (jobId, options = {}) => checkLog(connection, jobId, options),
    readings: (jobId, options = {}) => checkReadings(connection, jobId, options),
    wait: (jobId, options) => waitForJob(connection, jobId, options),
    waitFinal: (jobId, options) => waitFinal(client, jobId, options),
    job: (jobId, options = {}) => ownJob(jobId, options),
    async history(jobId, options = {}) {
      const { job } = await client.execute(JobHistoryDocument, { id: jobId }, options)
      if (!job) throw unknownJob(jobId)
      return job.history
    },
    jobs: (options = {}) => listJobs(options),
    servingPlace: (jobId, options = {}) => servingPlace(connection, jobId, options),
    receipts: (jobId, options = {}) => readReceipts(connection, jobId, options),
    artifacts: (jobId, options = {}) => readArtifacts(connection, jobId, options),
    result: (jobId, options = {}) => readResult(connection, jobId, options),
    download: (file, options = {}) => downloadResultFile(connection, file, options),
    async approve(jobId, seen, { unchecked, waitMs, ...options } = {}) {
      const job = await untilChecked(client, jobId, {
        ...options,
        unchecked: unchecked ?? false,
        ...(waitMs === undefined ? {} : { waitMs }),
      })
      const { result, taskId, state } = job
      if (!result) throw sdkError('NO_RESULT', `expected a job with a result, ${jobId} has none (${state})`)
      const { attempt, resultHash, nodeId, cost } = result
      if (nodeId === null || cost === null) {
        throw sdkError('NO_RESULT', `expected a result with its bill, job ${jobId} has none (${state})`)
      }
      if (seen && (resultHash !== `0x${seen.manifestSha256}` || (seen.taskId ?? taskId) !== taskId)) {
        throw sdkError(
          'RESULT_MISMATCH',
          `expected to approve the downloaded result 0x${seen.manifestSha256}, but job ${jobId} has ${resultHash} now; download it again`,
        )
      }
      if (seen && BigInt(cost) !== seen.cost) {
        throw sdkError(
          'RESULT_MISMATCH',
          `expected to approve a cost of ${seen.cost} as shown with the result, but job ${jobId} costs ${cost} now; look at it again`,
        )
      }
      if (servesFiles(job) && !unchecked) {
        const billed = await readReceipts(connection, jobId, options)
        if (BigInt(cost) !== billed.cost) {
          throw sdkError('RESULT_MISMATCH', `expected the bill that has receipts, job ${jobId} has another one by now`)
        }
      }
      const signature = await sign(
        approvalTypedData(domain, { taskId, attempt, nodeId, resultHash, cost: BigInt(cost) }),
        'signing the approval',
      )
      const call = { ...options, idempotent: true }
      succeed((await client.execute(ApproveResultDocument, { jobId, signature }, call)).approveResult)
    },
    async deleteFiles(jobId, options = {}) {
      const remove = async () =>
        (await client.execute(DeleteJobFilesDocument, { jobId }, { ...options, idempotent: true })).deleteJobFiles
      const first = await remove()
      if (!first.userErrors.some(({ code }) => code === 'JOB_NOT_FINAL')) return void succeed(first)
      await waitFinal(client, jobId, options)
      succeed(await remove())
    },
    disputeBond: (jobId, options = {}) => whenIndexed(() => disputeBond(jobId, connection, options), options.signal),
    dispute: (jobId, reason, options = {}) =>
      whenIndexed(() => disputeJob(jobId, reason, connection, options), options.signal),
    addEvidence: (jobId, evidence, options = {}) => addEvidence(connection, jobId, evidence, options),
    evidence: (jobId, options = {}) => readEvidence(connection, jobId, options),
    async openEvidence(file, { waitMs: _, ...call } = {}) {
      return openEvidenceFile(connection, file, await connection.keys.ofJob(file.jobId, call), call)
    },
    planExtension: (jobId, wanted, options = {}) =>
      whenIndexed(() => planExtension(jobId, connection, wanted, options), options.signal),
    extend: (jobId, wanted, options = {}) =>
      whenIndexed(() => extendJob(jobId, connection, wanted, options), options.signal),
    stop: (jobId, options = {}) => stopJob(jobId, connection, options),
    cancel: (jobId, options = {}) => whenIndexed(() => cancelJob(jobId, connection, options), options.signal),
    accountFor: async (jobId, options = {}) =>
      accountFor(client, jobId, (await connection.platform(options)).feeBps, options),
    close: () => connection.close(),
  }
}
