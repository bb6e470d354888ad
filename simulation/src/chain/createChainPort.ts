import { taskMarketplaceAbi } from '@aiigo/chain'
import { getAbiItem, type Hex, parseTransaction, recoverTransactionAddress, toEventSelector } from 'viem'
import type { Kernel, Timer } from '../kernel/createKernel.js'
import type { Random } from '../kernel/createRandom.js'
import { type HttpAnswer, type HttpHost, NoAnswer } from '../ports/httpPort.js'
import type { ChainNode } from './startChain.js'

/** The fate of a request to the chain's node. */
export type RpcFate = 'ANSWERS' | 'REFUSED' | 'LOST_BEFORE' | 'LOST_AFTER' | 'BUSY'

export interface ChainFaults {
  fate(caller: string, methods: readonly string[]): RpcFate
  /** Blocks by which the node that answers a caller is behind. */
  lag(caller: string): number
  /** Hears of an answer that is another one by that. */
  onLag(caller: string): void
}

export interface ChainPort {
  /** The chain as a process reaches it. */
  hostOf(caller: string): HttpHost
  head(): number
  /** Puts a transaction to the others that wait, without a port; for people. */
  send(raw: Hex): Promise<Hex>
  /** Takes blocks out of the chain, and puts others in their place. @returns whether there were any */
  reorganise(depth: number): Promise<boolean>
  /** Loses a waiting transaction, as a node's full pool does. */
  dropOne(): Promise<boolean>
  /** Makes a block now. */
  mine(): Promise<void>
  /** Transactions that failed, whole or in part, in a block that the chain has taken back: they may succeed later. */
  readonly failedBefore: ReadonlySet<Hex>
  /** Called after each change of the chain. */
  onChange(hear: () => void): void
  stop(): void
}

interface Call {
  id?: number
  method: string
  params?: unknown[]
}

/** Time until a block takes what waits, and between blocks of a quiet chain. Milliseconds. */
const BLOCK_MS = [200, 2_500] as const
const QUIET_MS = 7_000
/** Calls whose last parameter is a block. */
const AT_BLOCK: Readonly<Record<string, number>> = {
  eth_call: 1,
  eth_getTransactionCount: 1,
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_getBlockByNumber: 0,
}

interface Receipt {
  status: Hex
  logs: { topics: Hex[] }[]
}

const BATCH_ITEM_FAILED = toEventSelector(getAbiItem({ abi: taskMarketplaceAbi, name: 'BatchItemFailed' }))
const LAGGING = ['eth_blockNumber', 'eth_getTransactionReceipt']

/** A chain whose blocks, losses and reorganisations the schedule makes. @param first number of its latest block */
export function createChainPort(
  kernel: Kernel,
  node: ChainNode,
  { random, faults, first }: { random: Random; faults: ChainFaults; first: number },
): ChainPort {
  let head = first
  /** Transactions of each block since the start, and those that no block has. */
  const included = new Map<number, Hex[]>()
  const pool = new Map<Hex, Hex>()
  const raws = new Map<Hex, Hex>()
  const failedBefore = new Set<Hex>()
  const hears: (() => void)[] = []
  let miner: Timer | undefined
  let mineAt = Number.POSITIVE_INFINITY
  let isStopped = false
  /** Of the latest block, seconds: no block may be older than the one before. */
  let latestTime = 0

  const changed = (): void => {
    for (const hear of hears) hear()
  }

  function mineIn(ms: number): void {
    if (isStopped || kernel.now() + ms >= mineAt) return
    miner?.cancel()
    mineAt = kernel.now() + ms
    miner = kernel.worldStep(ms, 'block', async () => {
      mineAt = Number.POSITIVE_INFINITY
      await mine()
    })
  }

  async function mine(at = Math.floor(kernel.now() / 1000)): Promise<void> {
    await node.call('evm_mine', [{ timestamp: Math.max(at, latestTime) }])
    const block = await node.call<{ number: Hex; timestamp: Hex; transactions: Hex[] }>('eth_getBlockByNumber', [
      'latest',
      false,
    ])
    head = Number(block.number)
    latestTime = Number(block.timestamp)
    included.set(head, block.transactions)
    for (const hash of block.transactions) pool.delete(hash)
    kernel.trace(`world block ${head} with ${block.transactions.map((hash) => hash.slice(0, 10)).join(' ')}`)
    changed()
    mineIn(pool.size > 0 ? random.between(...BLOCK_MS) : QUIET_MS)
  }

  async function accept(raw: Hex): Promise<Hex> {
    const hash = await node.call<Hex>('eth_sendRawTransaction', [raw])
    raws.set(hash, raw)
    pool.set(hash, raw)
    mineIn(random.between(...BLOCK_MS))
    return hash
  }

  async function setNextTime(): Promise<void> {
    await node.call('evm_setNextBlockTimestamp', [Math.max(latestTime, Math.floor(kernel.now() / 1000))])
  }

  function answerOf(call: Call, result: unknown): unknown {
    return { jsonrpc: '2.0', id: call.id, result }
  }

  /** A call to a node that is some blocks behind. */
  function behind(call: Call, lag: number): Call {
    const place = AT_BLOCK[call.method]
    if (place === undefined) return call
    const tag = call.params?.[place]
    if (tag !== undefined && tag !== 'latest') return call
    const params = [...(call.params ?? [])]
    params[place] = `0x${(head - lag).toString(16)}`
    return { ...call, params }
  }

  async function answer(call: Call, lag: number): Promise<unknown> {
    if (call.method === 'eth_sendRawTransaction') {
      const raw = String(call.params?.[0]) as Hex
      const text = await node.post(JSON.stringify({ jsonrpc: '2.0', ...call }))
      const parsed = JSON.parse(text) as { result?: Hex }
      if (parsed.result) {
        raws.set(parsed.result, raw)
        pool.set(parsed.result, raw)
        mineIn(random.between(...BLOCK_MS))
      }
      return parsed
    }
    if (call.method === 'eth_estimateGas' || call.params?.includes('pending')) await setNextTime()
    if (lag > 0 && call.method === 'eth_blockNumber') return answerOf(call, `0x${(head - lag).toString(16)}`)
    const asked = lag > 0 ? behind(call, lag) : call
    const text = await node.post(JSON.stringify({ jsonrpc: '2.0', ...asked }))
    const parsed = JSON.parse(text) as { result?: { blockNumber?: Hex } }
    if (lag > 0 && call.method === 'eth_getTransactionReceipt' && Number(parsed.result?.blockNumber) > head - lag) {
      return answerOf(call, null)
    }
    return parsed
  }

  async function answerAll(body: string, lag: number): Promise<HttpAnswer> {
    const calls = JSON.parse(body) as Call | Call[]
    const answers: unknown[] = []
    for (const call of [calls].flat()) answers.push(await answer(call, lag))
    const content = JSON.stringify(Array.isArray(calls) ? answers : answers[0])
    return { status: 200, body: content, headers: { 'content-type': 'application/json' } }
  }

  /** Sender and nonce, to know a transaction that replaced another. */
  async function placeOf(raw: Hex): Promise<string> {
    const from = await recoverTransactionAddress({ serializedTransaction: raw as never })
    return `${from} ${parseTransaction(raw).nonce ?? 0}`
  }

  mineIn(QUIET_MS)

  return {
    hostOf: (caller) => async (request) => {
      const calls = [JSON.parse(request.body) as Call | Call[]].flat()
      const fate = faults.fate(
        caller,
        calls.map(({ method }) => method),
      )
      if (fate === 'REFUSED') throw new Error('connect ECONNREFUSED')
      if (fate === 'LOST_BEFORE') throw new NoAnswer()
      if (fate === 'BUSY') return { status: 429, body: 'too many requests' }
      const lag = Math.max(0, Math.min(faults.lag(caller), head - first))
      const found = await answerAll(request.body, lag)
      if (lag > 0 && calls.some(({ method }) => method in AT_BLOCK || LAGGING.includes(method))) faults.onLag(caller)
      if (fate === 'LOST_AFTER') throw new NoAnswer()
      return found
    },
    head: () => head,
    failedBefore,
    send: accept,
    async reorganise(depth) {
      const blocks = Math.min(depth, head - first)
      if (blocks <= 0) return false
      const lost: Hex[] = []
      for (let block = head - blocks + 1; block <= head; block++) {
        lost.push(...(included.get(block) ?? []))
        included.delete(block)
      }
      for (const hash of lost) {
        const receipt = await node.call<Receipt | null>('eth_getTransactionReceipt', [hash])
        const isPartly = receipt?.logs.some(({ topics }) => topics[0] === BATCH_ITEM_FAILED)
        if (receipt?.status === '0x0' || isPartly) failedBefore.add(hash)
      }
      await node.call('anvil_rollback', [blocks])
      head -= blocks
      kernel.trace(`world reorganises ${blocks} blocks with ${lost.length} transactions`)
      const waiting = new Map(pool)
      // Of two transactions with one nonce the first alone can come back.
      const taken = new Set<string>()
      const again = lost.filter(() => random.chance(0.75))
      const order = random.chance(0.5) ? again : [...again].sort(() => random.next() - 0.5)
      for (const hash of [...order, ...waiting.keys()]) {
        const raw = raws.get(hash)
        if (!raw) continue
        const place = await placeOf(raw)
        if (taken.has(place)) continue
        taken.add(place)
        await node.call('eth_sendRawTransaction', [raw]).then(
          () => pool.set(hash, raw),
          () => undefined,
        )
      }
      const { timestamp } = await node.call<{ timestamp: Hex }>('eth_getBlockByNumber', ['latest', false])
      latestTime = Number(timestamp)
      // Other blocks than before, even with the same transactions.
      const count = blocks + random.below(2)
      for (let block = 0; block < count; block++) await mine(Math.max(latestTime + 1, Math.floor(kernel.now() / 1000)))
      return true
    },
    async dropOne() {
      const hashes = [...pool.keys()]
      if (hashes.length === 0) return false
      const hash = random.pick(hashes)
      await node.call('anvil_dropTransaction', [hash])
      pool.delete(hash)
      kernel.trace(`world drops ${hash.slice(0, 10)}`)
      return true
    },
    mine: () => mine(),
    onChange: (hear) => void hears.push(hear),
    stop() {
      isStopped = true
      miner?.cancel()
    },
  }
}
