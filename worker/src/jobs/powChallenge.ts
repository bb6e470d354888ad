import { randomBytes } from 'node:crypto'
import { effectId } from '@aiigo/domain'
import { Challenge, Node } from '@aiigo/storage'
import { type Hex, keccak256, toHex } from 'viem'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** A challenge is solved by a hash below it: one in 2^bits. @example powTarget(20) // 2n ** 236n */
export function powTarget(difficultyBits: number): bigint {
  return 1n << BigInt(256 - difficultyBits)
}

/** Issues a challenge to a node that has none open. Its number among the node's challenges makes it one effect. */
export async function powChallenge(
  { storage, marketplace, writer, settings, log }: WorkerDeps,
  { nodeId }: { nodeId: string },
): Promise<void> {
  const em = storage.fork()
  const node = await em.findOne(Node, { id: nodeId })
  if (!node?.registered || node.state === 'REJECTED' || node.state === 'SLASHED') return
  if (await marketplace.openChallenge(nodeId as Hex)) return
  const before = await em.count(Challenge, { nodeId })
  const effect = effectId('chain', 'pow-challenge', nodeId, String(before))
  const id = keccak256(toHex(effect))
  try {
    await writer.send({
      id: effect,
      kind: 'issueChallenge',
      subject: id,
      call: marketplace.calls.issueChallenge({
        id,
        nodeId: nodeId as Hex,
        seed: toHex(randomBytes(32)),
        target: powTarget(settings.powDifficultyBits),
        nonces: settings.powNonces,
        seconds: settings.powSeconds,
      }),
    })
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    // Too soon, or no longer eligible: the regular sweep comes back to it.
    log.info({ nodeId, details: error.details }, 'challenge refused')
  }
}
