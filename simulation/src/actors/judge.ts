import { arbitrationAbi, type Deployment, voteCommitment, voteNumber } from '@aiigo/chain'
import { pause, type Vote } from '@aiigo/domain'
import { decodeFunctionResult, encodeFunctionData, type Hex, keccak256, toHex } from 'viem'
import type { Indexer } from '../chain/createIndexer.js'
import type { ChainNode } from '../chain/startChain.js'
import type { Kernel } from '../kernel/createKernel.js'
import type { Random } from '../kernel/createRandom.js'
import type { PersonsWallet } from './createWalletOf.js'

interface Court {
  kernel: Kernel
  node: ChainNode
  deployment: Deployment
  indexer: Indexer
  random: Random
  keys: readonly Hex[]
  walletOf(privateKey: Hex): PersonsWallet
}

const LOOK_MS = 4_000
const [COMMIT, REVEAL] = [2, 3]
/** Share of the arbitrators who never vote. */
const SILENT = 0.15

/** All arbitrators: each one on a panel commits to a vote and opens it, or is silent. */
export async function judge({ kernel, node, deployment, indexer, random, keys, walletOf }: Court): Promise<void> {
  const wallets = keys.map(walletOf)
  const votes = new Map<string, Vote | null>()
  const contract = { address: deployment.addresses.Arbitration, abi: arbitrationAbi } as const
  const disputeOf = (taskId: Hex) =>
    kernel.park('reads a dispute', async () => {
      const data = encodeFunctionData({ abi: arbitrationAbi, functionName: 'dispute', args: [taskId] })
      const result = await node.call<Hex>('eth_call', [{ to: contract.address, data }, 'latest'])
      return decodeFunctionResult({ abi: arbitrationAbi, functionName: 'dispute', data: result })
    })
  for (;;) {
    await pause(LOOK_MS)
    const disputed = [...indexer.view().tasks.values()].filter(({ entity }) => entity.state === 'DISPUTED')
    for (const { entity } of disputed) {
      const taskId = entity.id as Hex
      const dispute = await disputeOf(taskId)
      for (const wallet of wallets) {
        const seat = dispute.panel.findIndex((address) => address.toLowerCase() === wallet.address.toLowerCase())
        if (seat < 0) continue
        const key = `${taskId} ${wallet.address}`
        if (!votes.has(key)) {
          votes.set(key, random.chance(SILENT) ? null : random.pick(['PROVIDER', 'PROVIDER', 'BUYER', 'MISUSE']))
        }
        const vote = votes.get(key)
        if (!vote) continue
        const salt = keccak256(toHex(key))
        const hasCommitted = BigInt(dispute.commitments[seat] ?? '0x0') !== 0n
        const now = Math.floor(kernel.now() / 1000)
        if (dispute.phase === COMMIT && !hasCommitted && now < dispute.commitBy - 2) {
          await wallet.call(contract, 'commit', [taskId, voteCommitment(taskId, wallet.address, vote, salt)])
        } else if (hasCommitted && (dispute.phase === REVEAL || now > dispute.commitBy) && dispute.votes[seat] === 0) {
          if (now < dispute.revealBy - 2) await wallet.call(contract, 'reveal', [taskId, voteNumber(vote), salt])
        }
      }
    }
  }
}
