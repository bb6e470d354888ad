import { effectId, penaltyHold } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import { Challenge, Node, nodesDueForChallenge, troublesSince } from '@aiigo/storage'
import type { Hex } from 'viem'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** A challenge is enqueued again at most this often while the subgraph has not indexed it. */
const BUCKET_MS = 60_000
/** A node that can't work before it has proved its power is not kept waiting longer, seconds. */
const PENDING_HOLD_SECONDS = 600

/**
 * Challenges for nodes that are due one, a start for those still waiting for it, and an end for unanswered ones.
 */
export async function powSweep(deps: WorkerDeps): Promise<void> {
  const { storage, marketplace, writer, settings, log } = deps
  const now = await marketplace.now()
  const late = await storage
    .fork()
    .find(Challenge, { state: 'OPEN', deadline: { $lt: new Date(now.getTime() - 1_000) } }, { limit: 50 })
  for (const challenge of late) {
    const { id, nodeId } = challenge
    if (await isHeld(deps, challenge, now)) continue
    try {
      await writer.send({
        id: effectId('chain', 'pow-fail', id),
        kind: 'failChallenge',
        subject: id,
        call: marketplace.calls.failChallenge(id as Hex),
      })
      log.info({ nodeId, challenge: id }, 'challenge expired')
    } catch (error) {
      if (!(error instanceof TransactionRejected)) throw error
      log.debug({ nodeId, challenge: id, details: error.details }, 'challenge was settled already')
    }
  }
  const least = await marketplace.challengeIntervalSeconds()
  const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000)
  const due = await nodesDueForChallenge(storage.fork(), {
    lastBefore: ago(Math.max(least, settings.powIntervalSeconds)),
    pendingLastBefore: ago(least),
    newLastBefore: ago(Math.max(least, settings.powNewIntervalSeconds)),
  })
  const waiting = await storage.fork().find(Challenge, { state: 'ISSUED', deadline: { $gt: now } }, { limit: 50 })
  const nodeIds = new Set([...due, ...waiting.map(({ nodeId }) => nodeId)])
  const bucket = String(Math.floor(Date.now() / Math.min(BUCKET_MS, settings.powNewIntervalSeconds * 1000)))
  await deps.send([...nodeIds].map((nodeId) => message(queues.powChallenge, { nodeId }, { distinguish: [bucket] })))
}

/** Whether a challenge went unanswered while the platform was not well: its failure costs the node reputation. */
async function isHeld({ storage, settings }: WorkerDeps, challenge: Challenge, now: Date): Promise<boolean> {
  const em = storage.fork()
  const { issuedAt, deadline } = challenge
  const spans = await troublesSince(em, issuedAt)
  if (spans.length === 0) return false
  const node = await em.findOne(Node, { id: challenge.nodeId }, { fields: ['state'] })
  const limit = settings.penaltyHoldSeconds
  const seconds = node?.state === 'PENDING' ? Math.min(limit, PENDING_HOLD_SECONDS) : limit
  const unanswered = { offeredAt: issuedAt, dueAt: deadline, deliveredAt: null, reasonCode: null }
  return penaltyHold(unanswered, spans, now, seconds) !== null
}
