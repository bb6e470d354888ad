import { batchItems, type MarketplaceCall, taskMarketplaceAbi, type Wallet } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { encodeFunctionData, parseEventLogs, zeroAddress } from 'viem'
import { createBuyer, createNodeOwner, type NodeOwner } from './createPeople.js'
import { type Currency, createTask, type TaskCalls, WINDOW_SECONDS, WORKED_SECONDS } from './createTask.js'
import { type GasChain, startGasChain } from './startGasChain.js'

const TASKS_BEFORE = 9
/** 24 is the most that the worker puts into one transaction. */
const BATCHES = [1, 10, 24, 50] as const

/** Gas of one task's four steps. */
interface Steps {
  fund: number
  assign: number
  result: number
  settle: number
}

/** A task alone, and the other ways of settling it. */
interface Single extends Steps {
  /** The buyer's signed approval, relayed. */
  approvedRelayed: number
  /** The buyer's own transaction. */
  approvedByBuyer: number
}

const sum = ({ fund, assign, result, settle }: Steps) => fund + assign + result + settle

/**
 * Gas per task from the receipts of real transactions (base cost and calldata included): fund, assign,
 * submitResult, settleWhenDue. Measured is the tenth task of each buyer and provider, while other tasks are open; each
 * transaction begins with cold storage, a remainder goes back to the buyer, and withdrawing is not part of it.
 * `single`: the buyer pays with the funding transaction, anyone settles after the window. Batches: every step of `n`
 * tasks, of `n` buyers and `n` nodes, in one transaction; buyers signed requests against prepaid balances.
 */
export async function benchGas(say: (line: string) => void): Promise<Record<string, unknown>> {
  const chain = await startGasChain()
  try {
    const usdc = chain.addresses.TestUSDC
    if (!usdc) throw new Error('expected the local deployment to have a TestUSDC, it has none')
    const eth: Currency = {
      name: 'eth',
      token: zeroAddress,
      budget: 3_141_592_653_589_793n,
      rate: 1_234_567_890_123_000_000n,
    }
    const dollars: Currency = { name: 'usdc', token: usdc, budget: 7_654_321n, rate: 3_217_000_000n }
    const relayer = chain.wallet(localRoles().operator.privateKey)
    const pairs: [Wallet, NodeOwner][] = []
    for (let index = 0; index < Math.max(...BATCHES); index++) {
      pairs.push([
        await createBuyer(chain, `buyer ${index}`, usdc),
        await createNodeOwner(chain, `node ${index}`, usdc),
      ])
    }
    const bench = createBench(chain, relayer, pairs)

    const single: Record<string, Single> = {}
    const batched: Record<string, Record<number, Steps>> = {}
    for (const currency of [eth, dollars]) {
      await bench.leaveOpen(currency)
      await bench.history(currency)
      single[currency.name] = await chain.undoing(() => bench.single(currency))
      say(`${currency.name}, alone: ${JSON.stringify(single[currency.name])}`)
      const sizes: Record<number, Steps> = {}
      for (const size of BATCHES) {
        sizes[size] = await chain.undoing(() => bench.batch(currency, size))
        say(`${currency.name}, ${size} at once, each: ${JSON.stringify(sizes[size])}`)
      }
      batched[currency.name] = sizes
    }
    const worseBatch = (size: number) => Math.max(...Object.values(batched).map((sizes) => sum(sizes[size] as Steps)))
    return {
      single: Math.max(...Object.values(single).map(sum)),
      batch50: worseBatch(50),
      batch10: worseBatch(10),
      batch1: worseBatch(1),
      steps: { single, batch: batched },
    }
  } finally {
    await chain.stop()
  }
}

function createBench(chain: GasChain, relayer: Wallet, pairs: readonly [Wallet, NodeOwner][]) {
  const market = chain.addresses.TaskMarketplace
  const matcher = relayer.account.address
  let tasks = 0
  const abi = taskMarketplaceAbi
  const gasOf = async (sender: Wallet, call: MarketplaceCall, value = 0n) => {
    const data = encodeFunctionData({ abi, ...call } as Parameters<typeof encodeFunctionData>[0])
    return Number((await chain.mined(sender.sendTransaction({ to: market, data, value }))).gasUsed)
  }
  const newTask = ([buyer, node]: [Wallet, NodeOwner], currency: Currency) =>
    createTask(chain, buyer, node, currency, matcher, tasks++)

  /** One transaction for all; resolves with the gas per item. @throws Error when an item failed. */
  async function together(calls: readonly MarketplaceCall[]): Promise<number> {
    const data = encodeFunctionData({ abi, functionName: 'batch', args: [batchItems(calls)] })
    const receipt = await chain.mined(relayer.sendTransaction({ to: market, data, gas: 28_000_000n }))
    const failed = parseEventLogs({ abi, logs: receipt.logs, eventName: 'BatchItemFailed' })
    if (failed[0]) throw new Error(`item ${failed[0].args.index} of the batch failed: ${failed[0].args.reason}`)
    return Math.round(Number(receipt.gasUsed) / calls.length)
  }
  const all = (list: readonly TaskCalls[], call: (task: TaskCalls) => Promise<MarketplaceCall>) =>
    Promise.all(list.map(call))

  return {
    /** Other tasks of the first pair, funded and assigned. */
    async leaveOpen(currency: Currency) {
      const pair = pairs[0] as [Wallet, NodeOwner]
      const open = [await newTask(pair, currency), await newTask(pair, currency)]
      await together(await all(open, (task) => task.submitSignedRequest()))
      await together([await (open[0] as TaskCalls).assign()])
    },
    /** Nine finished tasks of every pair. */
    async history(currency: Currency) {
      for (let round = 0; round < TASKS_BEFORE; round++) {
        const list = await Promise.all(pairs.map((pair) => newTask(pair, currency)))
        await together(await all(list, (task) => task.submitSignedRequest()))
        await together(await all(list, (task) => task.assign()))
        await chain.wait(WORKED_SECONDS)
        await together(await all(list, (task) => task.submitResult()))
        await together(await all(list, (task) => task.approveRelayed()))
      }
    },
    async single(currency: Currency): Promise<Single> {
      const pair = pairs[0] as [Wallet, NodeOwner]
      const task = await newTask(pair, currency)
      const fund = await gasOf(pair[0], task.submit(), task.value)
      const assign = await gasOf(relayer, await task.assign())
      await chain.wait(WORKED_SECONDS)
      const result = await gasOf(relayer, await task.submitResult())
      const approvedRelayed = await chain.undoing(async () => gasOf(relayer, await task.approveRelayed()))
      const approvedByBuyer = await chain.undoing(async () => gasOf(pair[0], await task.approveByBuyer()))
      await chain.wait(WINDOW_SECONDS)
      const settle = await gasOf(relayer, await task.settle())
      return { fund, assign, result, settle, approvedRelayed, approvedByBuyer }
    },
    async batch(currency: Currency, size: number): Promise<Steps> {
      const list = await Promise.all(pairs.slice(0, size).map((pair) => newTask(pair, currency)))
      const fund = await together(await all(list, (task) => task.submitSignedRequest()))
      const assign = await together(await all(list, (task) => task.assign()))
      await chain.wait(WORKED_SECONDS)
      const result = await together(await all(list, (task) => task.submitResult()))
      await chain.wait(WINDOW_SECONDS)
      const settle = await together(await all(list, (task) => task.settle()))
      return { fund, assign, result, settle }
    },
  }
}
