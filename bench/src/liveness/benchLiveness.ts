import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Stack, startStack } from '@aiigo/devstack'
import { connect, createProvider, type Provider } from '@aiigo/sdk'
import { createStorage } from '@aiigo/storage'
import { keccak256, stringToBytes } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { quantile } from '../matching/timing.js'
import { QUESTIONS } from './questions.js'

const PHASE_MS = 30_000
const BEAT_EVERY_MS = 50
const CLIENTS = 48
const SOCKETS = 3
/** How often each question is asked alone. */
const ALONE = 15

/**
 * Heartbeats of a provider beside a flood of anonymous queries and sockets that no rate limit holds back, and without
 * it. Times in milliseconds; `loopMaxMs` is the longest that the event loop of the process that takes heartbeats was
 * held. `alone` asks the same questions one after another, while nothing else asks: what a single request costs the
 * process that takes heartbeats.
 */
export async function benchLiveness(say: (line: string) => void): Promise<Record<string, unknown>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aiigo-bench-'))
  const stack = await startStack({
    dataDir,
    ports: 'free',
    onProgress: say,
    env: { COST_PER_MINUTE_ANONYMOUS: '0' },
  })
  try {
    const { api: apiUrl, ethereumRpc: rpcUrl } = stack.urls
    const wallet = privateKeyToAccount(generatePrivateKey())
    const provider = createProvider(await connect({ apiUrl, rpcUrl, wallet }))
    await provider.signIn()
    const salt = keccak256(stringToBytes('bench'))
    await provider.describe({
      ...{ salt, name: 'bench', resourceType: 'CPU', units: 1, region: 'EU', spec: { memoryMiB: 1_024 } },
    })
    const nodeId = provider.nodeIdOf(salt)
    await measure(stack, provider, nodeId, 3_000)
    const idle = await measure(stack, provider, nodeId, PHASE_MS)
    say(`without strangers: ${JSON.stringify(idle)}`)
    const alone = await askAlone(stack)
    say(`one question at a time: ${JSON.stringify(alone)}`)
    const strangers = await startFlood(stack)
    const flooded = await measure(stack, provider, nodeId, PHASE_MS)
    const flood = await strangers.stop()
    say(`beside strangers: ${JSON.stringify(flooded)}, ${JSON.stringify(flood)}`)
    await provider.connection.close()
    return {
      seconds: PHASE_MS / 1_000,
      clients: CLIENTS,
      sockets: SOCKETS,
      idle,
      alone,
      flooded,
      flood,
      p99Ratio: Math.round((flooded.p99Ms / idle.p99Ms) * 100) / 100,
    }
  } finally {
    await stack.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

interface Liveness {
  beats: number
  failed: number
  p50Ms: number
  p99Ms: number
  maxMs: number
  /** Over the seconds of the phase: the longest that the event loop was held in one of them. */
  loopP50Ms: number
  loopMaxMs: number
  /** Nodes that the platform took for silent. */
  offline: number
}

/** Beats, one after another, and looks whether the agents' nodes stay. */
async function measure(stack: Stack, provider: Provider, nodeId: `0x${string}`, forMs: number): Promise<Liveness> {
  const since = new Date()
  await loopMaxMs(stack)
  const times: number[] = []
  const loops: number[] = []
  let failed = 0
  let nextLook = performance.now() + 1_000
  const end = performance.now() + forMs
  while (performance.now() < end) {
    const began = performance.now()
    await provider.heartbeat({ nodeId, runningOfferIds: [], generation: 1, roundTripMs: null }).catch(() => failed++)
    times.push(performance.now() - began)
    if (began > nextLook) {
      nextLook = began + 1_000
      loops.push(await loopMaxMs(stack))
    }
    await sleep(BEAT_EVERY_MS)
  }
  return {
    beats: times.length,
    failed,
    p50Ms: round(quantile(times, 0.5)),
    p99Ms: round(quantile(times, 0.99)),
    maxMs: round(Math.max(...times)),
    loopP50Ms: round(quantile(loops, 0.5)),
    loopMaxMs: round(Math.max(...loops)),
    offline: await nodesGoneOffline(stack, since),
  }
}

interface Alone {
  question: string
  status: number
  /** The longest that the event loop was held while one such question was asked: the median, and the worst. */
  loopP50Ms: number
  loopMaxMs: number
}

async function askAlone(stack: Stack): Promise<Alone[]> {
  const all: Alone[] = []
  for (const { name, query } of QUESTIONS) {
    const held: number[] = []
    let status = 0
    for (let time = 0; time < ALONE; time++) {
      await loopMaxMs(stack)
      const body = JSON.stringify({ query })
      const response = await fetch(stack.urls.api, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      await response.arrayBuffer()
      status = response.status
      held.push(await loopMaxMs(stack))
    }
    all.push({
      question: name,
      status,
      loopP50Ms: round(quantile(held, 0.5)),
      loopMaxMs: round(Math.max(...held)),
    })
  }
  return all
}

/** The longest that the event loop of the API was held since the last look. */
async function loopMaxMs(stack: Stack): Promise<number> {
  const text = await (await fetch(new URL('/metrics', stack.urls.api))).text()
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1]
  if (seconds === undefined) throw new Error(`expected nodejs_eventloop_lag_max_seconds, got ${text.slice(0, 200)}`)
  return Number(seconds) * 1_000
}

async function nodesGoneOffline(stack: Stack, since: Date): Promise<number> {
  const storage = await createStorage({ databaseUrl: stack.urls.database })
  try {
    const rows = await storage
      .fork()
      .execute<{ count: number }[]>(
        'select count(distinct node_id)::int as count from presence_span where not online and since >= ?',
        [since.toISOString()],
      )
    return rows[0]?.count ?? 0
  } finally {
    await storage.close()
  }
}

async function startFlood(stack: Stack): Promise<{ stop(): Promise<unknown> }> {
  const child: ChildProcess = fork(fileURLToPath(new URL('flood.js', import.meta.url)))
  child.send({ http: stack.urls.api, ws: stack.urls.apiWs, clients: CLIENTS, sockets: SOCKETS })
  await sleep(2_000)
  return {
    async stop() {
      const counts = once(child, 'message')
      child.send('stop')
      const [message] = await counts
      return message
    },
  }
}

const round = (value: number): number => Math.round(value * 10) / 10
