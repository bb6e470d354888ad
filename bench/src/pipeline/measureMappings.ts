import { setTimeout as sleep } from 'node:timers/promises'
import { taskMarketplaceAbi } from '@aiigo/chain'
import type { Stack } from '@aiigo/devstack'
import { ETH_ADDRESS } from '@aiigo/domain'
import { parseEther } from 'viem'
import { createBuyer, createNodeOwner } from '../gas/createPeople.js'
import { createTask } from '../gas/createTask.js'
import { openContractsChain } from '../gas/startGasChain.js'
import { readMappingSeconds } from './readMetrics.js'

const TASKS = 60
const RATE = 1_000_000_000_000n
const BUDGET = parseEther('0.001')
const INDEXED_MS = 60_000

/**
 * Milliseconds in graph-node's handlers of the events of one job, while nothing else works: graph-node is stopped,
 * tasks go through their lives on chain, and graph-node catches up with them.
 */
export async function measureMappings(stack: Stack): Promise<number> {
  const { operator } = stack.accounts
  const { addresses } = stack.deployment
  const { TestUSDC, TaskMarketplace } = addresses
  if (!TestUSDC) throw new Error('expected a deployment with a test USDC')
  const chain = openContractsChain(stack.urls.ethereumRpc, addresses)
  const buyer = await createBuyer(chain, 'mappings buyer', TestUSDC)
  const owner = await createNodeOwner(chain, 'mappings node', TestUSDC)
  const relay = chain.wallet(operator.privateKey)
  const head = () => chain.reader.getBlockNumber()
  await untilIndexed(stack, await head())
  const before = await handlerMs(stack)
  const pid = stack.pidOf('graph-node') ?? 0
  process.kill(-pid, 'SIGSTOP')
  try {
    const currency = { name: 'eth', token: ETH_ADDRESS, budget: BUDGET, rate: RATE } as const
    for (let index = 0; index < TASKS; index++) {
      const task = await createTask(chain, buyer, owner, currency, operator.address, index, 1)
      for (const step of [task.submitSignedRequest, task.assign, task.submitResult, task.approveRelayed]) {
        const call = { address: TaskMarketplace, abi: taskMarketplaceAbi, ...(await step()) }
        await chain.mined(relay.writeContract(call as Parameters<typeof relay.writeContract>[0]))
      }
    }
  } finally {
    process.kill(-pid, 'SIGCONT')
  }
  await untilIndexed(stack, await head())
  return ((await handlerMs(stack)) - before) / TASKS
}

async function handlerMs(stack: Stack): Promise<number> {
  const seconds = [...(await readMappingSeconds(stack)).values()]
  return seconds.reduce((sum, of) => sum + of, 0) * 1_000
}

async function untilIndexed({ urls }: Stack, block: bigint): Promise<void> {
  const body = JSON.stringify({ query: '{ _meta { block { number } } }' })
  for (const end = Date.now() + INDEXED_MS; Date.now() < end; await sleep(100)) {
    const response = await fetch(urls.subgraph, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const { data } = (await response.json()) as { data?: { _meta: { block: { number: number } } } }
    if (data && data._meta.block.number >= block) return
  }
  throw new Error(`expected the subgraph at block ${block} within ${INDEXED_MS / 1_000} s`)
}
