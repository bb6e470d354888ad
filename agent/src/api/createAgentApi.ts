import { assignmentOf, indexedTaskSchema } from '@aiigo/chain'
import {
  AcceptOfferDocument,
  AppendLogsDocument,
  type Client,
  DeclineOfferDocument,
  HeartbeatDocument,
  IndexedTaskDocument,
  type OfferFieldsFragment,
  OffersDocument,
  OpenChallengesDocument,
  ReportProgressDocument,
  SetAvailabilityDocument,
  SubmitResultDocument,
  succeed,
  UpsertNodeDocument,
  WatchOffersDocument,
} from '@aiigo/client'
import { taskRequestCodec } from '@aiigo/domain'
import type { AgentApi, Offer } from './AgentApi.js'

const seconds = (moment: string): number => Math.floor(Date.parse(moment) / 1_000)

function offerOf(fields: OfferFieldsFragment): Offer {
  return {
    id: fields.id,
    jobId: fields.jobId,
    taskId: fields.taskId,
    nodeId: fields.nodeId,
    state: fields.state,
    attempt: fields.attempt,
    rate: BigInt(fields.rate),
    expiresAt: seconds(fields.expiresAt),
    dueAt: fields.dueAt === null ? null : seconds(fields.dueAt),
    request: taskRequestCodec.fromJson(fields.taskRequest),
    spec: fields.spec,
  }
}

/** The platform over GraphQL. */
export function createAgentApi(client: Client): AgentApi {
  // None of the agent's calls does harm when it arrives twice.
  const again = { idempotent: true }
  return {
    async upsertNode(node) {
      succeed((await client.execute(UpsertNodeDocument, { input: { ...node } }, again)).upsertNode)
    },
    async setAvailability(nodeId, availability) {
      succeed((await client.execute(SetAvailabilityDocument, { nodeId, availability }, again)).setAvailability)
    },
    async heartbeat({ runningOfferIds, ...input }) {
      const variables = { input: { ...input, runningOfferIds: [...runningOfferIds] } }
      const { heartbeat } = await client.execute(HeartbeatDocument, variables, again)
      return succeed(heartbeat)
    },
    async openOffers(nodeId) {
      return (await client.execute(OffersDocument, { nodeIds: [nodeId] })).offers.map(offerOf)
    },
    async *watchOffers(nodeId, afterSeq, signal) {
      const variables = { nodeIds: [nodeId], ...(afterSeq === null ? {} : { afterSeq: [{ nodeId, seq: afterSeq }] }) }
      for await (const { offers } of client.subscribe(WatchOffersDocument, variables, { signal })) {
        yield { seq: offers.seq, kind: offers.kind, offer: offerOf(offers.offer) }
      }
    },
    async assignment(taskId) {
      const { task } = await client.execute(IndexedTaskDocument, { id: taskId })
      return task && assignmentOf(indexedTaskSchema.parse(task))
    },
    async openChallenges(nodeId) {
      const { challenges } = await client.execute(OpenChallengesDocument, { nodeIds: [nodeId] })
      // An open challenge has a seed; the schema's type can't say so.
      return challenges.flatMap(({ id, seed, target, nonceCount, deadline }) =>
        seed == null ? [] : [{ id, nodeId, seed, target: BigInt(target), nonceCount, deadline: Number(deadline) }],
      )
    },
    async acceptOffer(input) {
      succeed((await client.execute(AcceptOfferDocument, input, again)).acceptOffer)
    },
    async declineOffer(offerId, reason) {
      succeed((await client.execute(DeclineOfferDocument, { offerId, reason }, again)).declineOffer)
    },
    async reportProgress(offerId, input) {
      succeed((await client.execute(ReportProgressDocument, { offerId, input }, again)).reportProgress)
    },
    async appendLogs(offerId, lines) {
      const variables = { offerId, lines: [...lines] }
      return succeed((await client.execute(AppendLogsDocument, variables, again)).appendLogs).lastSourceSeq
    },
    async submitResult(offerId, { outputs, ...result }) {
      const input = { ...result, outputs: [...outputs] }
      succeed((await client.execute(SubmitResultDocument, { offerId, input }, again)).submitResult)
    },
  }
}
