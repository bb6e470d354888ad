import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWallet, escrowAbi } from '@aiigo/chain'
import type { Stack } from '@aiigo/devstack'
import { ETH_ADDRESS } from '@aiigo/domain'
import { createConsumer, createProducer, createQueueBackend, message, type QueueMessage, queues } from '@aiigo/queue'
import { Client } from 'pg'
import { encodeFunctionData, type Hex, parseGwei } from 'viem'

const SECONDS = 5
/** Queue jobs and transactions under way at a time. */
const LANES = 64
/** Transactions signed for each account. */
const SIGNED = 500

/**
 * Runs lanes for some seconds, or until one of them has nothing to do.
 * @param once answers how much it did
 * @returns how much they did together, per second
 */
async function rateOf(lanes: number, once: (lane: number) => Promise<number>): Promise<number> {
  const from = performance.now()
  let count = 0
  let isOver = false
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (!isOver) {
        const done = await once(lane)
        count += done
        isOver ||= done === 0 || performance.now() - from > SECONDS * 1_000
      }
    }),
  )
  return count / ((performance.now() - from) / 1_000)
}

/**
 * Queue jobs a second that do nothing, on a database of their own beside the idle stack: as many at a time as jobs in
 * flight, handed over in bulk as the outbox does.
 */
export async function measureQueue({ urls }: Stack): Promise<number> {
  const databaseUrl = new URL(urls.database)
  const database = 'bench_queue'
  await withServer(urls.database, (client) => client.query(`create database ${database}`))
  databaseUrl.pathname = `/${database}`
  const backend = createQueueBackend({ databaseUrl: databaseUrl.href, redisUrl: urls.redis, prefix: 'bench' })
  await backend.prepare()
  const producer = createProducer(backend)
  const waiting = new Map<string, () => void>()
  const consumer = createConsumer(backend, queues.match, async ({ jobId }) => {
    waiting.get(jobId)?.()
    waiting.delete(jobId)
  })
  let gathered: QueueMessage[] = []
  let isSending = false
  const broken = Promise.withResolvers<never>()
  const flush = async (): Promise<void> => {
    isSending = true
    while (gathered.length > 0) {
      const bulk = gathered
      gathered = []
      await producer.send(bulk)
    }
    isSending = false
  }
  try {
    return await rateOf(LANES, async () => {
      const jobId = randomUUID()
      const done = new Promise<void>((resolve) => waiting.set(jobId, resolve))
      gathered.push(message(queues.match, { jobId }))
      if (!isSending) flush().catch(broken.reject)
      await Promise.race([done, broken.promise])
      return 1
    })
  } finally {
    await consumer.close()
    await producer.close()
    await backend.close()
    await withServer(urls.database, (client) => client.query(`drop database ${database} with (force)`))
  }
}

async function withServer(databaseUrl: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const url = new URL(databaseUrl)
  url.pathname = '/postgres'
  const client = new Client({ connectionString: url.href })
  await client.connect()
  await work(client)
  await client.end()
}

/**
 * Transactions a second that the chain takes into blocks, each a small deposit into the escrow; signed before the clock
 * starts.
 */
export async function measureTransactions({ accounts, chainId, urls, deployment }: Stack): Promise<number> {
  const nonceOf = async (address: string): Promise<number> =>
    Number(await rpc<Hex>(urls.ethereumRpc, 'eth_getTransactionCount', [address, 'latest']))
  const lanes = await Promise.all(
    accounts.buyers.map(async ({ privateKey, address }) => {
      const wallet = createWallet(chainId, urls.ethereumRpc, privateKey)
      const data = encodeFunctionData({ abi: escrowAbi, functionName: 'deposit', args: [ETH_ADDRESS, address, 1n] })
      const nonce = await nonceOf(address)
      const sign = (_: unknown, index: number) =>
        wallet.signTransaction({
          ...{ to: deployment.addresses.Escrow, data, value: 1n, nonce: nonce + index, gas: 200_000n },
          ...{ type: 'legacy', gasPrice: parseGwei('10') },
        })
      return { address, nonce, raw: await Promise.all(Array.from({ length: SIGNED }, sign)) }
    }),
  )
  // A lane has an account of its own: its transactions are in order.
  return rateOf(lanes.length, async (number) => {
    const lane = lanes[number]
    const group = lane?.raw.splice(0, LANES / lanes.length) ?? []
    if (!lane || group.length === 0) return 0
    lane.nonce += group.length
    for (const raw of group) await rpc(urls.ethereumRpc, 'eth_sendRawTransaction', [raw])
    // The chain's node has a transaction before it is in a block.
    while ((await nonceOf(lane.address)) < lane.nonce) await sleep(5)
    return group.length
  })
}

async function rpc<T>(url: string, method: string, params: readonly unknown[]): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const { result, error } = (await response.json()) as { result?: T; error?: { message: string } }
  if (result === undefined) throw new Error(`${method}: ${error?.message}`)
  return result
}
