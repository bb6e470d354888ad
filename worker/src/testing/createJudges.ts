import {
  arbitrationAbi,
  createWallet,
  submissionOf,
  taskMarketplaceAbi,
  voteCommitment,
  voteNumber,
  voteSaltOf,
  voteSaltTypedData,
  type Wallet,
} from '@aiigo/chain'
import { localArbitrators } from '@aiigo/contracts'
import type { Vote } from '@aiigo/domain'
import type { Job } from '@aiigo/storage'
import { type Address, type Hex, keccak256, toHex } from 'viem'
import type { TaskLookup } from '../subgraph/createSubgraph.js'
import type { LocalChain } from './startLocalChain.js'

interface JudgesDeps {
  chain: LocalChain
  tasks: TaskLookup
  buyer: Wallet
  mined(hash: Hex): Promise<void>
}

/** A buyer who objects, and the arbitrators who judge. */
export function createJudges({ chain, tasks, buyer, mined }: JudgesDeps) {
  const { deployment, reader, control, chainId, rpcUrl } = chain
  const arbitration = { address: deployment.addresses.Arbitration, abi: arbitrationAbi } as const
  const marketplace = { address: deployment.addresses.TaskMarketplace, abi: taskMarketplaceAbi } as const

  return {
    /**
     * Objects to a job's result in ETH, with the bond sent along; then the block comes that draws the panel. @returns
     * the bond
     */
    async disputes(job: Job): Promise<bigint> {
      const taskId = job.taskId as Hex
      const task = await tasks.find(taskId)
      const submission = task && submissionOf(task)
      if (!submission) throw new Error('expected a result')
      const bond = await reader.readContract({ ...marketplace, functionName: 'disputeBond', args: [submission] })
      const args = [taskId, submission, keccak256(toHex('not what was asked for'))] as const
      await mined(await buyer.writeContract({ ...marketplace, functionName: 'openDispute', args, value: bond }))
      await control.mine({ blocks: 1 })
      return bond
    },
    async panelOf(job: Job): Promise<Address[]> {
      const { panel } = await reader.readContract({
        ...arbitration,
        functionName: 'dispute',
        args: [job.taskId as Hex],
      })
      return panel.filter((arbitrator) => BigInt(arbitrator) !== 0n)
    },
    /** Every arbitrator of the panel commits to the same vote and reveals it, as the SDK's client makes both. */
    async votes(job: Job, panel: readonly Address[], vote: Vote): Promise<void> {
      const taskId = job.taskId as Hex
      const saltOf = async ({ account }: Wallet): Promise<Hex> =>
        voteSaltOf(await account.signTypedData(voteSaltTypedData(chainId, arbitration.address, taskId)))
      const wallets = localArbitrators()
        .filter(({ address }) => panel.includes(address))
        .map(({ privateKey }) => createWallet(chainId, rpcUrl, privateKey))
      for (const wallet of wallets) {
        const commitment = voteCommitment(taskId, wallet.account.address, vote, await saltOf(wallet))
        await mined(await wallet.writeContract({ ...arbitration, functionName: 'commit', args: [taskId, commitment] }))
      }
      for (const wallet of wallets) {
        const args = [taskId, voteNumber(vote), await saltOf(wallet)] as const
        await mined(await wallet.writeContract({ ...arbitration, functionName: 'reveal', args }))
      }
    },
  }
}
