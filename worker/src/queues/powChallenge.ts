import { randomBytes } from 'node:crypto'
import { effectId, RetryableError } from '@aiigo/domain'
import type { Payload, queues } from '@aiigo/queue'
import { Challenge, Node } from '@aiigo/storage'
import { type Hex, keccak256, toHex } from 'viem'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import { powTarget } from '../pow/powTarget.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Issues a challenge to a node that has none open, and starts it: the start's block adds the randomness to the seed.
 */
export async function powChallenge(deps: WorkerDeps, { nodeId }: Payload<typeof queues.powChallenge>): Promise<void> {
  const node = await deps.storage.fork().findOne(Node, { id: nodeId })
  if (!node?.registered || node.state === 'REJECTED' || node.state === 'SLASHED') return
  const open = await deps.marketplace.openChallenge(nodeId as Hex)
  if (open?.started) return
  if (!open && (await hadOneLately(deps, node))) return
  const id = open?.id ?? (await issue(deps, nodeId as Hex))
  if (id) await start(deps, nodeId as Hex, id)
}

/** Whether a challenge came meanwhile: a message that was late, or came twice, would issue another at once. */
async function hadOneLately({ storage, marketplace, settings }: WorkerDeps, node: Node): Promise<boolean> {
  // How soon a node may prove itself again that waits for its first proof is the contract's to say.
  if (node.state === 'PENDING') return false
  const [last] = await storage
    .fork()
    .find(Challenge, { nodeId: node.id }, { orderBy: { issuedAt: 'desc' }, limit: 1, fields: ['issuedAt'] })
  if (!last) return false
  const seconds = Math.min(settings.powIntervalSeconds, settings.powNewIntervalSeconds)
  return last.issuedAt.getTime() > (await marketplace.now()).getTime() - seconds * 1_000
}

/**
 * The effect's id holds the number of challenges that the node has had, so a repeated queue job issues one challenge.
 * @returns null when the chain refuses it
 */
async function issue({ storage, marketplace, writer, settings, log }: WorkerDeps, nodeId: Hex): Promise<Hex | null> {
  const before = await storage.fork().count(Challenge, { nodeId })
  const effect = effectId('chain', 'issueChallenge', nodeId, String(before))
  const id = keccak256(toHex(effect))
  const { powNonces: nonces, powSolveSeconds: solveSeconds, powDifficultyBits: difficultyBits } = settings
  const hashesPerSecond = await marketplace.hashesPerSecond(nodeId)
  try {
    await writer.send({
      id: effect,
      kind: 'issueChallenge',
      subject: id,
      call: marketplace.calls.issueChallenge({
        id,
        nodeId,
        seed: toHex(randomBytes(32)),
        target: powTarget({ hashesPerSecond, nonces, solveSeconds, difficultyBits }),
        nonces,
        seconds: settings.powSeconds,
      }),
    })
    return id
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    // Too soon, or no longer eligible: the regular sweep comes back to it.
    log.info({ nodeId, details: error.details }, 'challenge refused')
    return null
  }
}

async function start({ marketplace, writer, log }: WorkerDeps, nodeId: Hex, id: Hex): Promise<void> {
  const call = marketplace.calls.startChallenge(id)
  try {
    await writer.send({ id: effectId('chain', 'pow-start', id), kind: 'startChallenge', subject: id, call })
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    if (error.errorName === 'PowVerifier_StartTooEarly') {
      const message = `expected a block after the issue of challenge ${id}, there is none yet`
      throw new RetryableError('CHALLENGE_NOT_STARTABLE', message, { cause: error })
    }
    // Anyone may start it, and an hour without a start lets it lapse.
    log.info({ nodeId, challenge: id, details: error.details }, 'start of the challenge refused')
  }
}
