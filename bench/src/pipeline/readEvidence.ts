import { createReader, escrowAbi, taskMarketplaceAbi } from '@aiigo/chain'
import type { Stack } from '@aiigo/devstack'
import { ETH_ADDRESS } from '@aiigo/domain'
import type { Address } from 'viem'
import type { Evidence } from './judgeMoney.js'
import type { Demand } from './startDemand.js'
import { type Supply, USAGE } from './startSupply.js'

/** Blocks whose logs are read at once. */
const BLOCKS = 5_000n

/** Reads what the contracts say about the jobs. */
export async function readEvidence(stack: Stack, demand: Demand, supply: Supply): Promise<Evidence> {
  const reader = createReader(stack.chainId, stack.urls.ethereumRpc)
  const { TaskMarketplace, Escrow } = stack.deployment.addresses
  const marketplace = { address: TaskMarketplace, abi: taskMarketplaceAbi } as const
  const escrow = { address: Escrow, abi: escrowAbi } as const
  const settlements: { taskId: string; buyerAmount: bigint }[] = []
  const head = await reader.getBlockNumber()
  for (let fromBlock = 0n; fromBlock <= head; fromBlock += BLOCKS) {
    const toBlock = fromBlock + BLOCKS - 1n < head ? fromBlock + BLOCKS - 1n : head
    const range = { ...marketplace, fromBlock, toBlock, strict: true } as const
    for (const { args } of await reader.getContractEvents({ ...range, eventName: 'TaskSettled' })) {
      settlements.push({ taskId: args.taskId, buyerAmount: args.buyerAmount })
    }
  }
  const deposits = new Map<string, bigint>(demand.buyers.map(({ address, deposit }) => [address, deposit]))
  for (const provider of supply.providers) deposits.set(provider, 0n)
  const balances = new Map<string, bigint>()
  for (const account of deposits.keys()) {
    const args = [ETH_ADDRESS, account as Address] as const
    balances.set(account, await reader.readContract({ ...escrow, functionName: 'claimable', args }))
  }
  return {
    jobs: demand.jobs.map((job) => ({ ...job, isPaid: job.paidAt !== null })),
    settlements,
    accepted: supply.accepted,
    usage: USAGE,
    feeBps: BigInt(await reader.readContract({ ...marketplace, functionName: 'feeBps' })),
    deposits,
    balances,
    isPrepaid: demand.buyers.some(({ deposit }) => deposit > 0n),
    held: await reader.getBalance({ address: Escrow }),
    owed: await reader.readContract({ ...escrow, functionName: 'liabilities', args: [ETH_ADDRESS] }),
  }
}
