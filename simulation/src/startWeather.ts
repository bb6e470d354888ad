import type { ChainPort } from './chain/createChainPort.js'
import type { Indexer } from './chain/createIndexer.js'
import type { FaultKind, Faults } from './createFaults.js'
import type { Kernel } from './kernel/createKernel.js'
import type { Random } from './kernel/createRandom.js'
import type { QueueStore } from './ports/queuePort.js'
import { CONFIRMATIONS } from './processes/settings.js'

interface Weather {
  kernel: Kernel
  faults: Faults
  chain: ChainPort
  indexer: Indexer
  queues: QueueStore
  random: Random
  /** Processes that ask the chain's node. */
  callers: readonly string[]
  /** Ends every connection, and takes none for some milliseconds. @returns how many connections there were */
  restartPostgres(ms: number): Promise<number>
}

/** Mean time between two faults of a kind of usual strength, milliseconds. */
const EVERY: Partial<Record<FaultKind, number>> = {
  postgresRestart: 40_000,
  rpcLag: 20_000,
  reorganisation: 15_000,
  transactionDropped: 15_000,
  queueFlush: 40_000,
  indexerHalt: 25_000,
  clockJump: 60_000,
}
const INDEX_MS = [100, 1_500] as const

/** Makes the faults that come by themselves, and moves the indexer. */
export function startWeather({ kernel, faults, chain, indexer, queues, random, callers, ...rest }: Weather): void {
  let haltedUntil = 0
  /** Whether the present halt has kept a block from the indexer. */
  let isMissing = false
  let isAtHead = false
  chain.onChange(() => {
    isAtHead = false
  })
  /** Each says whether it changed something; null: that shows later. */
  const acts: Partial<Record<FaultKind, () => Promise<boolean | null> | boolean | null>> = {
    postgresRestart: async () => (await rest.restartPostgres(random.between(200, 4_000))) > 0,
    rpcLag() {
      const caller = random.pick(callers)
      faults.setRpcLag(caller, 1 + random.below(3))
      kernel.worldStep(random.between(500, 8_000), `${caller} sees the latest block again`, async () =>
        faults.setRpcLag(caller, 0),
      )
      return null
    },
    // Up to the finality: the block with so many confirmations stays.
    reorganisation: () => chain.reorganise(1 + random.below(CONFIRMATIONS)),
    transactionDropped: () => chain.dropOne(),
    queueFlush: () => queues.flush() > 0,
    indexerHalt() {
      haltedUntil = kernel.now() + random.between(2_000, 50_000)
      isMissing = false
      return null
    },
    clockJump() {
      kernel.jump(random.between(5_000, 60_000))
      return true
    },
  }

  function next(kind: FaultKind, act: () => Promise<boolean | null> | boolean | null): void {
    const strength = faults.strength(kind)
    if (strength === 0) return
    const ms = -Math.log(1 - random.next()) * ((EVERY[kind] ?? 0) / strength)
    kernel.worldStep(ms, kind, async () => {
      if (faults.isCalm) return
      if (await act()) faults.count(kind)
      next(kind, act)
    })
  }

  for (const [kind, act] of Object.entries(acts)) next(kind as FaultKind, act)

  function index(): void {
    kernel.worldStep(random.between(...INDEX_MS), 'the indexer goes on', async () => {
      const blocks = 1 + random.below(6)
      const isHalted = !faults.isCalm && kernel.now() < haltedUntil
      if (isHalted && !isAtHead && !isMissing) {
        isMissing = true
        faults.count('indexerHalt')
      }
      if (!isHalted && !isAtHead) isAtHead = await indexer.advance(blocks)
      index()
    })
  }
  index()
}
