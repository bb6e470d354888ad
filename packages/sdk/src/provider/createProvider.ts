import {
  acceptanceTypedData,
  assignmentOf,
  checkReportText,
  checkReportTypedData,
  keyRequestTypedData,
  marketplaceDomain,
  readingTypedData,
  resultTypedData,
} from '@aiigo/chain'
import {
  AcceptOfferDocument,
  AnswerBenchmarkDocument,
  AppendLogsDocument,
  BeginBenchmarkDocument,
  DeclineOfferDocument,
  DisputedSpecDocument,
  EarningsDocument,
  EarningsEstimateDocument,
  HeartbeatDocument,
  NodeDocument,
  NodesOfProviderDocument,
  OffersDocument,
  OpenChallengesDocument,
  RefuseCheckDocument,
  ReportArtifactsDocument,
  ReportBenchmarkCheckDocument,
  ReportCheckDocument,
  ReportCheckpointDocument,
  ReportProgressDocument,
  RequestJobKeyDocument,
  SetAvailabilityDocument,
  SubmitResultDocument,
  succeed,
  TakeBenchmarkCheckDocument,
  UpsertNodeDocument,
  WatchOffersDocument,
} from '@aiigo/client'
import type { Hex } from 'viem'
import { storeContent } from '../buyer/storeContent.js'
import { watchJob } from '../buyer/watchJob.js'
import type { Connection, TypedMessage } from '../connect/Connection.js'
import { chainFailure } from '../connect/chainFailure.js'
import { createMoneyVerbs } from '../connect/money.js'
import { readIndexedTask } from '../connect/readIndexedTask.js'
import { boundJob } from '../dispute/boundJob.js'
import { addEvidence, openEvidenceFile, readEvidence } from '../dispute/evidence.js'
import { sdkError } from '../errors.js'
import { sha256OfText } from '../sha256.js'
import { checkOffer } from './checkOffer.js'
import { checkWork } from './checkWork.js'
import { createNodeVerbs } from './nodeVerbs.js'
import { checkWorkOf, offerOf } from './offerOf.js'
import type { OfferEvent, OffersOptions, Provider } from './Provider.js'

/**
 * How long a signed acceptance is good: long enough to be relayed, short enough not to bind a node for long. Seconds.
 */
const ACCEPTANCE_SECONDS = 300
/** Days of pay that the API answers at once. */
const MOST_DAYS = 1_000

/**
 * A provider over a connection: its nodes, offers, results and earnings. It decides nothing and runs nothing; that is
 * the agent's.
 * @example
 * const provider = createProvider(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key), deployment }))
 * await provider.signIn()
 * for await (const { offer } of provider.offers([nodeId])) {
 *   if (offer.state === 'OFFERED') await provider.accept(offer)
 * }
 */
export function createProvider(connection: Connection): Provider {
  const { client, chainId, contracts, paymentTokens } = connection
  const domain = marketplaceDomain(chainId, contracts.taskMarketplace)
  const money = createMoneyVerbs(connection)
  // None of these calls does harm when it arrives twice.
  const again = { idempotent: true }

  async function sign(typed: TypedMessage, what: string): Promise<Hex> {
    return connection.signer.signTypedData(typed).catch((error: unknown) => {
      throw chainFailure(error, what)
    })
  }

  async function* watchOffers(
    nodeIds: readonly Hex[],
    { after, signal, onCheck }: OffersOptions,
  ): AsyncGenerator<OfferEvent> {
    const variables = { nodeIds: [...nodeIds], ...(after && after.length > 0 ? { afterSeq: [...after] } : {}) }
    for await (const { offers } of client.subscribe(WatchOffersDocument, variables, signal ? { signal } : {})) {
      const { seq, nodeId, kind, offer, checkRun } = offers
      if (checkRun) onCheck?.(checkWorkOf(checkRun))
      if (offer) yield { seq, nodeId, kind, offer: offerOf(offer) }
    }
    signal?.throwIfAborted()
  }

  return {
    ...money,
    ...createNodeVerbs(connection),
    get address() {
      return connection.signer.address
    },
    connection,
    client,
    signIn: (options) => connection.signIn(options),
    async describe(node, options = {}) {
      const variables = { input: { ...node } }
      succeed((await client.execute(UpsertNodeDocument, variables, { ...options, ...again })).upsertNode)
    },
    async nodes(options) {
      const variables = { provider: connection.signer.address.toLowerCase() }
      return (await client.execute(NodesOfProviderDocument, variables, options)).nodes
    },
    async setAvailability(nodeId, availability, { reason = null, ...options } = {}) {
      const variables = { nodeId, availability, reason }
      succeed((await client.execute(SetAvailabilityDocument, variables, { ...options, ...again })).setAvailability)
    },
    async heartbeat({ runningOfferIds, ...input }, options = {}) {
      const variables = { input: { ...input, runningOfferIds: [...runningOfferIds] } }
      return succeed((await client.execute(HeartbeatDocument, variables, { ...options, ...again })).heartbeat)
    },
    openOffers: async (nodeIds, options) =>
      (await client.execute(OffersDocument, { nodeIds: [...nodeIds] }, options)).offers.map(offerOf),
    async openWork(nodeIds, options) {
      const { offers, checkRuns } = await client.execute(OffersDocument, { nodeIds: [...nodeIds] }, options)
      return { offers: offers.map(offerOf), checks: checkRuns.map(checkWorkOf) }
    },
    offers: (nodeIds, options = {}) => watchOffers(nodeIds, options),
    watch: (jobId, options) => watchJob(client, jobId, options),
    answerDispute: (jobId, answer, options = {}) => addEvidence(connection, jobId, answer, options),
    evidence: (jobId, options = {}) => readEvidence(connection, jobId, options),
    async openEvidence(file, options = {}) {
      const { waitMs: _, ...call } = options
      const { jobId } = file
      const { job } = await client.execute(DisputedSpecDocument, { id: jobId }, call)
      const { attempt, nodeId } = job?.result ?? {}
      if (!job?.spec || attempt === undefined || !nodeId) {
        throw sdkError('JOB_UNKNOWN', `expected a job with a result of a node of the caller, got ${jobId}`)
      }
      const { spec, taskId } = boundJob(connection, job, null)
      const key = await connection.keys.asReader({ jobId, taskId, attempt, nodeId }, spec, options)
      return openEvidenceFile(connection, file, key, call)
    },
    checkOffer: (offer) => checkOffer(offer, domain),
    checkWork: (work) => checkWork(work, domain),
    now: () => client.now(),
    async accept(offer, { expiry = Math.floor(client.now() / 1_000) + ACCEPTANCE_SECONDS, ...options } = {}) {
      const checked = checkOffer(offer, domain)
      if ('reason' in checked) throw sdkError('BAD_OFFER', `not accepting offer ${offer.id}: ${checked.reason}`)
      const { id: offerId, taskId, attempt, nodeId, rate } = offer
      if (rate > offer.request.maxRate) {
        throw sdkError('BAD_OFFER', `not accepting offer ${offerId}: its rate is above the task's own limit`)
      }
      const signature = await sign(
        acceptanceTypedData(domain, { taskId, attempt, nodeId, rate, expiry }),
        'signing the acceptance',
      )
      const variables = { offerId, attempt, expiry, signature }
      succeed((await client.execute(AcceptOfferDocument, variables, { ...options, ...again })).acceptOffer)
    },
    async decline(offerId, reason, options = {}) {
      const variables = { offerId, reason }
      succeed((await client.execute(DeclineOfferDocument, variables, { ...options, ...again })).declineOffer)
    },
    async assignment(taskId, options) {
      const task = await readIndexedTask(client, taskId, options)
      return task && assignmentOf(task)
    },
    async requestKey({ jobId, taskId, attempt, nodeId }, recipient, options = {}) {
      const typed = keyRequestTypedData(domain, { taskId, attempt, nodeId, recipient })
      const input = { jobId, recipient, signature: await sign(typed, 'signing the request for the key') }
      const answer = await client.execute(RequestJobKeyDocument, { input }, { ...options, ...again })
      return succeed(answer.requestJobKey).sealedKey
    },
    async reportCheck({ id: runId, taskId, attempt, nodeId }, report, file, options = {}) {
      const { outcome, exitCode, printed, outputs } = report
      const reportHash = sha256OfText(checkReportText(report, file.sha256))
      const typed = checkReportTypedData(domain, { taskId, attempt, nodeId, reportHash })
      const signature = await sign(typed, 'signing the report')
      const { cid, sha256, size } = file
      const input = { outcome, exitCode, ...printed, outputs: [...outputs], file: { cid, sha256, size }, signature }
      succeed((await client.execute(ReportCheckDocument, { runId, input }, { ...options, ...again })).reportCheck)
    },
    async refuseCheck(runId, reason, options = {}) {
      succeed((await client.execute(RefuseCheckDocument, { runId, reason }, { ...options, ...again })).refuseCheck)
    },
    benchmark: async (nodeId, options) =>
      (await client.execute(NodeDocument, { id: nodeId }, options)).node?.benchmark ?? null,
    async beginBenchmark(nodeId, options = {}) {
      const answer = await client.execute(BeginBenchmarkDocument, { nodeId }, { ...options, ...again })
      const { task } = succeed(answer.beginBenchmark)
      if (!task) throw sdkError('BENCHMARK_CLOSED', `expected a benchmark of ${nodeId}, got none; ask again later`)
      return task
    },
    async answerBenchmark({ id, stage }, { digests = [], ...figures }, options = {}) {
      const variables = { id, input: { stage, digests: [...digests], ...figures } }
      const answer = await client.execute(AnswerBenchmarkDocument, variables, { ...options, ...again })
      return succeed(answer.answerBenchmark).task
    },
    async takeBenchmarkCheck(nodeId, options = {}) {
      const answer = await client.execute(TakeBenchmarkCheckDocument, { nodeId }, { ...options, ...again })
      return succeed(answer.takeBenchmarkCheck).check
    },
    async reportBenchmarkCheck(nodeId, id, digests, options = {}) {
      const variables = { nodeId, id, digests: [...digests] }
      const answer = await client.execute(ReportBenchmarkCheckDocument, variables, { ...options, ...again })
      succeed(answer.reportBenchmarkCheck)
    },
    async reportProgress(offerId, { usage, ...progress }, options = {}) {
      const input = { ...progress, ...(usage === undefined ? {} : { usage: usage.toString() }) }
      const variables = { offerId, input }
      succeed((await client.execute(ReportProgressDocument, variables, { ...options, ...again })).reportProgress)
    },
    async reportCheckpoint(offerId, { sequence, cid, sha256, size, mac }, options = {}) {
      const variables = { offerId, input: { sequence, cid, sha256, size, mac } }
      const answer = await client.execute(ReportCheckpointDocument, variables, { ...options, ...again })
      return succeed(answer.reportCheckpoint).storedSequence
    },
    async reportArtifacts(offerId, artifacts, options = {}) {
      const variables = { offerId, artifacts: artifacts.map((artifact) => ({ ...artifact })) }
      succeed((await client.execute(ReportArtifactsDocument, variables, { ...options, ...again })).reportArtifacts)
    },
    async appendLogs(offerId, firstLine, parts, options = {}) {
      const variables = { offerId, firstLine, parts: [...parts] }
      const answer = await client.execute(AppendLogsDocument, variables, { ...options, ...again })
      return succeed(answer.appendLogs).storedLines
    },
    store: (content, options) => storeContent(connection, content, 'the content', { ...options, recipient: null }),
    async signReading(offer, sensor, reading) {
      const signature = await sign(readingTypedData(domain, { ...offer, sensor }, reading), 'signing a reading')
      return { ...reading, signature }
    },
    async signResult({ taskId, attempt, nodeId }, result) {
      const { usage, manifestSha256 } = result
      const typed = resultTypedData(domain, { taskId, attempt, nodeId, usage, resultHash: `0x${manifestSha256}` })
      return { ...result, signature: await sign(typed, 'signing the result') }
    },
    async submitResult(offerId, { outputs, ...result }, options = {}) {
      const variables = { offerId, input: { ...result, outputs: [...outputs] } }
      succeed((await client.execute(SubmitResultDocument, variables, { ...options, ...again })).submitResult)
    },
    async challenges(nodeId, options) {
      const { challenges } = await client.execute(OpenChallengesDocument, { nodeIds: [nodeId] }, options)
      // An open challenge has a seed; the schema's type can't say so.
      return challenges.flatMap(({ id, seed, target, nonceCount, deadline }) =>
        seed == null ? [] : [{ id, nodeId, seed, target: BigInt(target), nonceCount, deadline: Number(deadline) }],
      )
    },
    earnings: () =>
      Promise.all(
        paymentTokens.map(async ({ symbol, address: token }) => ({ symbol, token, amount: await money.owed(token) })),
      ),
    async pay({ from, nodeId, ...options }) {
      const whose = nodeId === undefined ? { provider: connection.signer.address } : { nodeId }
      const variables = { ...whose, from: from.toISOString(), first: MOST_DAYS }
      return (await client.execute(EarningsDocument, variables, options)).earnings
    },
    estimateEarnings: async (input, options) =>
      (await client.execute(EarningsEstimateDocument, { input }, options)).earningsEstimate,
    close: () => connection.close(),
  }
}
