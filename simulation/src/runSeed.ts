import { Writable } from 'node:stream'
import { type Assignment, assignmentOf, indexedTaskSchema, marketplaceDomain } from '@aiigo/chain'
import { createLogger, type Logger } from '@aiigo/service'
import { createStorage, type Storage } from '@aiigo/storage'
import pg from 'pg'
import type { Hex } from 'viem'
import { buy, PLANS, type Purchase, sha256 } from './actors/buy.js'
import { buyGroup, type GroupPurchase } from './actors/buyGroup.js'
import { createClient, type RunningApi } from './actors/createClient.js'
import { createWalletOf } from './actors/createWalletOf.js'
import { judge } from './actors/judge.js'
import { provide } from './actors/provide.js'
import type { Bug } from './bugs/index.js'
import { createChainPort } from './chain/createChainPort.js'
import { createIndexer } from './chain/createIndexer.js'
import type { ChainNode } from './chain/startChain.js'
import { createFaults, FAULT_KINDS, type FaultKind } from './createFaults.js'
import { createKernel, type SimProcess } from './kernel/createKernel.js'
import { setScene } from './kernel/installGlobals.js'
import { checkWorld } from './oracle/checkWorld.js'
import { createCheckpointWitness } from './oracle/createCheckpointWitness.js'
import { createRest } from './oracle/createRest.js'
import { createWakeUps } from './ports/createWakeUps.js'
import { closeConnectionsOf, dropAllConnections, releaseHeld, setDatabasePort } from './ports/databasePort.js'
import { createHttpPort, type HttpHost } from './ports/httpPort.js'
import { createQueueStore } from './ports/queuePort.js'
import type { Prepared } from './prepare.js'
import { startApi } from './processes/startApi.js'
import { startWorker } from './processes/startWorker.js'
import { startWeather } from './startWeather.js'

export interface SeedOptions {
  /** Kinds of faults that may come; default: all. */
  faults?: readonly FaultKind[]
  /** Patches of the system that break it. */
  bugs?: readonly Bug[]
  /** Gets each line of the trace. */
  onTrace?: (line: string) => void
  /** Gets each line of the system's log. */
  onLog?: (line: string) => void
}

export interface SeedReport {
  seed: number
  /** Broken promises, in words; empty when the seed passed. */
  problems: string[]
  faults: Readonly<Record<FaultKind, number>>
  jobs: Readonly<Record<string, number>>
  /** Shape of the system that the seed drew, in words, and how many batches there were. */
  shape: readonly string[]
  steps: number
  simulatedSeconds: number
  realMs: number
  /** SHA-256 of everything that happened, in its order. */
  traceHash: string
  /** The last lines of the trace. */
  tail: readonly string[]
}

/** A fresh copy of chain and database. */
export interface Place {
  node: ChainNode
  database: { url: string; drop(): Promise<void> }
}

/** Seconds with faults; afterwards everything has time to come to rest. */
const STORM_SECONDS = [20, 45] as const
const JOBS = [3, 6] as const
/** Jobs that all come within so many milliseconds make the batches of two workers meet. */
const RUSH_MS = 800
/** Seconds between two challenges of a node. */
const CHALLENGE_EVERY = [20, 40] as const
const TAIL = 60
const RESTART_MS = [300, 9_000] as const
const WORKERS = ['worker-1', 'worker-2']
const PROGRAM = { sha256: 'a'.repeat(64), size: 100 }

/** Runs one simulation from its start to its judgement. */
export async function runSeed(
  prepared: Prepared,
  place: Place,
  seed: number,
  { faults: only, bugs = [], onTrace, onLog }: SeedOptions = {},
): Promise<SeedReport> {
  const began = performance.now()
  const { deployment, nodes } = prepared
  const { node, database } = place
  const startAt = (prepared.chainTime + 30) * 1000
  const kernel = createKernel(seed, startAt)
  const tail: string[] = []
  kernel.onTrace = (line) => {
    onTrace?.(line)
    tail.push(line)
    if (tail.length > TAIL) tail.shift()
  }
  const random = kernel.random.stream('workload')
  const shape = kernel.random.stream('shape')
  // Where queues are in PostgreSQL: nothing flushes them, and workers run messages straight from the outbox.
  const isDirect = shape.chance(0.5)
  const hasChallenges = shape.chance(0.5)
  const challengeSeconds = Math.round(shape.between(...CHALLENGE_EVERY))
  const isRush = shape.chance(0.3)
  const hasGroup = shape.chance(0.3)
  const hasReplicas = shape.chance(0.3)
  const kinds = isDirect ? (only ?? FAULT_KINDS).filter((kind) => kind !== 'queueFlush') : only
  const faults = createFaults(kernel, kernel.random.stream('faults'), kinds)
  setDatabasePort(null)
  const control = new pg.Client({ connectionString: database.url })
  await control.connect()
  const problems: string[] = []
  let isPostgresUp = true
  setDatabasePort({
    ...{ kernel, control, clock: prepared.clock },
    fateOf: faults.statementFate,
    rewrite: (text) =>
      bugs.reduce<string | null>(
        (sent, bug) => (sent === null ? null : (bug.statement?.(sent) ?? (bug.statement ? null : sent))),
        text,
      ),
    isUp: () => isPostgresUp,
  })
  const chain = createChainPort(kernel, node, {
    random: kernel.random.stream('chain'),
    first: prepared.block,
    faults: { fate: faults.rpcFate, lag: faults.rpcLag, onLag: faults.onRpcLag },
  })
  const indexer = createIndexer(node, deployment, prepared.views)
  const queues = createQueueStore(kernel, kernel.random.stream('queues'), faults, { hasChallenges })
  const wakeUpsOf = createWakeUps(kernel, faults.isWakeUpLost)
  const blobs = new Map<string, Uint8Array>()
  const forgeries = new Set<string>()
  const inventions = new Set<string>()
  const witness = createCheckpointWitness()
  const blobHost: HttpHost = async ({ url, method }) => {
    const cid = url.pathname.replace('/ipfs/', '')
    if (method === 'DELETE') {
      blobs.delete(cid)
      return { status: 204 }
    }
    const bytes = blobs.get(cid)
    if (method === 'HEAD')
      return { status: 200, headers: { 'content-length': String(bytes?.byteLength ?? PROGRAM.size) } }
    return bytes ? { status: 200, body: bytes } : { status: 404 }
  }
  const hosts = new Map<string, HttpHost>([
    ['blobs.sim', blobHost],
    ['subgraph.sim', indexer.host],
    ...[...WORKERS, 'api-1'].map((name): [string, HttpHost] => [`${name}.rpc.sim`, chain.hostOf(name)]),
  ])
  setScene({
    now: kernel.now,
    random: kernel.random.stream('ids'),
    kernel,
    fetch: createHttpPort(kernel, hosts),
  })
  const logged = new Set<string>()
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const line = chunk.toString()
      onLog?.(line.trim())
      logged.add(line)
      done()
    },
  })
  const storages: Storage[] = []
  const openStorage = async (): Promise<Storage> => {
    const storage = await kernel.track(createStorage({ databaseUrl: database.url, poolSize: 6, wakeUp: wakeUpsOf() }))
    storages.push(storage)
    return storage
  }

  let api: RunningApi | undefined
  const deaths: SimProcess[] = []
  function start(name: string): void {
    const main = async (log: Logger): Promise<unknown> => {
      const common = { deployment, operatorKey: prepared.operatorKey, openStorage, log }
      if (name !== 'api-1') {
        const own = { databaseUrl: database.url, queues: queues.backend() }
        return startWorker(name, {
          ...common,
          ...own,
          ...{ isDirect, onRun: queues.ran },
          // None is issued once the storm is over, or the system would not come to rest.
          challengeSeconds: () => (hasChallenges && !faults.isCalm ? challengeSeconds : null),
          change: (deps) => bugs.reduce((d, { worker }) => worker?.(d) ?? d, deps),
        })
      }
      const process = kernel.current() as SimProcess
      return startApi(name, {
        ...common,
        onReady(services) {
          api = { process, services: bugs.reduce((s, bug) => bug.services?.(s) ?? s, services) }
        },
      })
    }
    const process: SimProcess = kernel.spawn(name, () => {
      // Its timer ends with the process.
      const log = createLogger({ name, level: 'debug', destination, repeatMs: 1_000 })
      return main(log).catch((error: unknown) => {
        // As `runMain`: a process that cannot start ends, and is started again.
        log.error({ err: error }, 'the process ends')
        kernel.trace(`${name} ends: ${error instanceof Error ? error.message : String(error)}`)
        kernel.kill(process)
      })
    })
    process.onDeath.push(() => {
      deaths.push(process)
      kernel.worldStep(random.between(...RESTART_MS), `restart of ${name}`, async () => start(name))
    })
  }

  kernel.fateOf = faults.fateOf
  kernel.afterStep = async () => {
    for (const process of deaths.splice(0)) {
      await closeConnectionsOf(process)
      kernel.stir()
    }
    await releaseHeld()
  }

  const walletOf = createWalletOf(kernel, node, chain, deployment.chainId)
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)
  const client = createClient(kernel, faults, () => api)
  const purchases: Purchase[] = []
  const groups: GroupPurchase[] = []
  const workers = random.chance(0.5) ? WORKERS : WORKERS.slice(0, 1)
  try {
    for (const name of [...workers, 'api-1']) start(name)
    for (const one of nodes) {
      const wallet = walletOf(one.provider.privateKey)
      const shared = {
        client,
        domain,
        faults,
        blobs,
        forgeries,
        inventions,
        witness,
        deployment,
        indexer,
        now: kernel.now,
      }
      const own = { ...shared, isOwned: prepared.owned.has(one.id), node: one, wallet, random: random.stream(one.id) }
      kernel.spawn(`agent-${one.id.slice(2, 6)}`, () => provide(own))
    }
    const court = { kernel, node, deployment, indexer, keys: prepared.arbitratorKeys, walletOf }
    kernel.spawn('court', () => judge({ ...court, random: random.stream('court') }))
    const assignment = (taskId: Hex): Assignment | null => {
      const entity = indexer.view().tasks.get(taskId)?.entity
      return entity ? assignmentOf(indexedTaskSchema.parse(entity)) : null
    }
    const ofBuyers = { client, domain, assignment, now: kernel.now }
    const stormEnds = startAt + 1000 * random.between(...STORM_SECONDS)
    const count = JOBS[0] + random.below(JOBS[1] - JOBS[0] + 1)
    for (let index = 0; index < count; index++) {
      const plan = random.pick(PLANS)
      const purchase: Purchase = {
        ...{ plan, clientRequestId: sha256(random.bytes(16)).slice(0, 32) },
        ...{ jobId: null, taskId: null, refusal: null, problems: [] },
      }
      purchases.push(purchase)
      const wallet = walletOf(random.pick(prepared.buyers))
      const own = { ...ofBuyers, wallet, random: random.stream(purchase.clientRequestId) }
      const comesAt = random.between(1_000, (stormEnds - startAt) * 0.6)
      const rush = 4_000 + (comesAt % RUSH_MS)
      kernel.worldStep(isRush ? rush : comesAt, 'a buyer comes', async () => {
        kernel.spawn(`buyer-${index}`, () => buy(own, purchase))
      })
    }
    const kindsOfGroups = [...(hasGroup ? ['GRAPH' as const] : []), ...(hasReplicas ? ['REPLICAS' as const] : [])]
    for (const kind of kindsOfGroups) {
      const orders = kernel.random.stream(kind)
      const purchase: GroupPurchase = {
        ...{ kind, clientRequestId: sha256(orders.bytes(16)).slice(0, 32), groupId: null, jobIds: [] },
        ...{ refusal: null, problems: [] },
      }
      groups.push(purchase)
      const wallet = walletOf(orders.pick(prepared.buyers))
      kernel.worldStep(orders.between(1_000, 8_000), `a buyer of a group comes (${kind})`, async () => {
        kernel.spawn(`buyer-${kind.toLowerCase()}`, () => buyGroup({ ...ofBuyers, wallet, random: orders }, purchase))
      })
    }
    startWeather({
      ...{ kernel, faults, chain, indexer, queues, callers: [...WORKERS, 'api-1'] },
      random: kernel.random.stream('weather'),
      async restartPostgres(ms) {
        isPostgresUp = false
        const count = await dropAllConnections()
        kernel.worldStep(ms, 'PostgreSQL is back', async () => {
          isPostgresUp = true
        })
        return count
      },
    })
    kernel.worldStep(stormEnds - startAt, 'the storm ends', async () => faults.calm())
    const rest = createRest({ kernel, control, purchases, groups, queues, indexer, faults, chain })
    await kernel.runUntil(rest.isReached)
    problems.push(...rest.problems())
    problems.push(
      ...(await checkWorld({
        ...{ control, forgeries, inventions, node, deployment, prepared, indexer, purchases, groups, queues, logged },
        ...{ challengeSeconds, failedBefore: chain.failedBefore },
      })),
      ...(await witness.problems(control, blobs)),
    )
  } catch (error) {
    problems.push(
      `the simulation broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
  }
  chain.stop()
  const jobs = await countJobs(control).catch(() => ({}))
  const batches = await countBatches(control).catch(() => 0)
  const report: SeedReport = {
    ...{ seed, problems, faults: faults.counts, jobs, steps: kernel.steps, tail },
    shape: [
      `${workers.length} ${workers.length === 1 ? 'worker' : 'workers'}`,
      ...(isDirect ? ['direct'] : []),
      ...(hasChallenges ? ['challenges'] : []),
      ...(isRush ? ['rush'] : []),
      ...(hasGroup ? ['group'] : []),
      ...(hasReplicas ? ['replicas'] : []),
      ...(batches > 0 ? [`${batches} batches`] : []),
    ],
    simulatedSeconds: Math.round((kernel.now() - startAt) / 1000),
    realMs: 0,
    traceHash: kernel.traceHash(),
  }
  setScene(null)
  setDatabasePort(null)
  await control.end()
  return { ...report, realMs: Math.round(performance.now() - began) }
}

/** Transactions that carry steps of several jobs. */
async function countBatches(control: pg.Client): Promise<number> {
  const { rows } = await control.query<{ count: number }>(
    `select count(*)::int as count from chain_transaction where kind = 'batch'`,
  )
  return rows[0]?.count ?? 0
}

async function countJobs(control: pg.Client): Promise<Record<string, number>> {
  const { rows } = await control.query<{ state: string; count: string }>(
    `select concat_ws(' ', state, reason_code) as state, count(*) from job group by 1 order by 1`,
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
}
