import { createReader, escrowAbi, taskMarketplaceAbi } from '@aiigo/chain'
import type { Stack } from '@aiigo/devstack'
import { ETH_ADDRESS, splitDeposit, taskCost } from '@aiigo/domain'
import type { Address } from 'viem'
import type { Demand } from './startDemand.js'
import { type Supply, USAGE } from './startSupply.js'

/** Blocks whose logs are read at once. */
const BLOCKS = 5_000n

export interface Judgement {
  /** Jobs that were handed in, or were to be, and are not PAID. */
  readonly lost: number
  /** Tasks settled more than once, and accounts whose balance in the escrow is not the sum of what they should have. */
  readonly doubled: number
  /** A sentence for each kind of fault. */
  readonly faults: readonly string[]
}

/**
 * Judges by the contracts alone whether every job was paid once: events of settlement, and balances in the escrow. A
 * provider's balance is worked out from usage and rates, a buyer's from deposits and the shares that settlements name.
 */
export async function judgeMoney(stack: Stack, demand: Demand, supply: Supply): Promise<Judgement> {
  const reader = createReader(stack.chainId, stack.urls.ethereumRpc)
  const { TaskMarketplace, Escrow } = stack.deployment.addresses
  const feeBps = BigInt(
    await reader.readContract({ address: TaskMarketplace, abi: taskMarketplaceAbi, functionName: 'feeBps' }),
  )
  const settled = new Map<string, { count: number; buyerAmount: bigint }>()
  const head = await reader.getBlockNumber()
  for (let fromBlock = 0n; fromBlock <= head; fromBlock += BLOCKS) {
    const toBlock = fromBlock + BLOCKS - 1n < head ? fromBlock + BLOCKS - 1n : head
    const events = await reader.getContractEvents({
      ...{ address: TaskMarketplace, abi: taskMarketplaceAbi, eventName: 'TaskSettled' },
      ...{ fromBlock, toBlock, strict: true },
    })
    for (const { args } of events) {
      const { taskId, buyerAmount } = args as { taskId: string; buyerAmount: bigint }
      settled.set(taskId, { count: (settled.get(taskId)?.count ?? 0) + 1, buyerAmount })
    }
  }

  const expected = new Map<string, bigint>(demand.buyers.map(({ address, deposit }) => [address, deposit]))
  for (const provider of supply.providers) expected.set(provider, 0n)
  const give = (account: string, amount: bigint): void => {
    expected.set(account, (expected.get(account) ?? 0n) + amount)
  }
  const prepaid = demand.buyers.some(({ deposit }) => deposit > 0n)
  for (const { taskId, buyer, budget, paidAt } of demand.jobs) {
    const acceptance = taskId ? supply.accepted.get(taskId) : undefined
    if (!taskId || !acceptance || paidAt === null) continue
    const { providerAmount } = splitDeposit(budget, taskCost(USAGE, acceptance.rate, budget), feeBps)
    give(acceptance.provider, providerAmount)
    give(buyer, (settled.get(taskId)?.buyerAmount ?? 0n) - (prepaid ? budget : 0n))
  }

  const lost = demand.jobs.filter(({ paidAt }) => paidAt === null)
  const faults = [...Map.groupBy(lost, ({ trouble }) => trouble ?? 'still in flight')].map(
    ([trouble, jobs]) => `${jobs.length} jobs not paid: ${trouble.slice(0, 300)}`,
  )
  const twice = [...settled].filter(([, { count }]) => count > 1)
  if (twice.length > 0) faults.push(`${twice.length} tasks settled more than once, such as ${twice[0]?.[0]}`)
  const unsettled = demand.jobs.filter(({ taskId, paidAt }) => paidAt !== null && !settled.has(taskId ?? ''))
  if (unsettled.length > 0) faults.push(`${unsettled.length} jobs shown as PAID without a settlement on chain`)
  let wrong = 0
  // Deposits of lost jobs are wherever those jobs stand.
  for (const [account, amount] of lost.length > 0 ? [] : expected) {
    const held = await reader.readContract({
      ...{ address: Escrow, abi: escrowAbi, functionName: 'claimable' },
      args: [ETH_ADDRESS as Address, account as Address],
    })
    if (held === amount) continue
    wrong++
    faults.push(`${account} has ${held} wei in the escrow, expected ${amount}`)
  }
  const [owed, held] = await Promise.all([
    reader.readContract({ address: Escrow, abi: escrowAbi, functionName: 'liabilities', args: [ETH_ADDRESS] }),
    reader.getBalance({ address: Escrow }),
  ])
  if (owed !== held) faults.push(`the escrow holds ${held} wei and owes ${owed}`)
  return { lost: lost.length, doubled: twice.length + unsettled.length + wrong + (owed === held ? 0 : 1), faults }
}
