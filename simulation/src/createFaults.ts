import type { RpcFate } from './chain/createChainPort.js'
import type { Fate, Kernel, SimProcess } from './kernel/createKernel.js'
import type { Random } from './kernel/createRandom.js'
import type { StatementFate } from './ports/databasePort.js'
import type { QueueFaults } from './ports/queuePort.js'

/** Kinds of faults; a simulation draws how often each comes. */
export const FAULT_KINDS = [
  'kill',
  'statementRefused',
  'connectionLost',
  'commitAnswerLost',
  'postgresRestart',
  'rpcRefused',
  'rpcAnswerLost',
  'rpcBusy',
  'rpcLag',
  'reorganisation',
  'transactionDropped',
  'queueFlush',
  'queueCommandLost',
  'queueDuplicate',
  'queueDelay',
  'wakeUpLost',
  'callLost',
  'callAnswerLost',
  'callDuplicated',
  'indexerHalt',
  'clockJump',
  'agentSilent',
  'agentLies',
  'agentVanishes',
  'agentInvents',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface Faults extends QueueFaults {
  /** Faults that changed something. */
  readonly counts: Readonly<Record<FaultKind, number>>
  /** Draws whether a fault comes; counts it, but for those whose effect shows later. */
  comes(kind: FaultKind): boolean
  /** Counts a fault that was made and changed something. */
  count(kind: FaultKind): void
  /** How often a kind comes in this simulation, times its usual share; 0: never. */
  strength(kind: FaultKind): number
  /** No more faults from now on. */
  calm(): void
  readonly isCalm: boolean
  fateOf(process: SimProcess): Fate
  statementFate(process: SimProcess, text: string): StatementFate
  rpcFate(caller: string, methods: readonly string[]): RpcFate
  rpcLag(caller: string): number
  setRpcLag(caller: string, blocks: number): void
  /** An answer of a node that is behind. */
  onRpcLag(caller: string): void
  callFate(): 'ANSWERS' | 'LOST' | 'ANSWER_LOST' | 'DUPLICATED'
  isWakeUpLost(): boolean
}

/** Share of the chances at which a fault of usual strength comes. */
const SHARES: Readonly<Record<FaultKind, number>> = {
  kill: 0.0012,
  statementRefused: 0.001,
  connectionLost: 0.001,
  commitAnswerLost: 0.008,
  postgresRestart: 1,
  rpcRefused: 0.01,
  rpcAnswerLost: 0.008,
  rpcBusy: 0.01,
  rpcLag: 1,
  reorganisation: 1,
  transactionDropped: 1,
  queueFlush: 1,
  queueCommandLost: 0.02,
  queueDuplicate: 0.05,
  queueDelay: 0.05,
  wakeUpLost: 0.1,
  callLost: 0.02,
  callAnswerLost: 0.02,
  callDuplicated: 0.02,
  indexerHalt: 1,
  clockJump: 1,
  agentSilent: 0.08,
  agentLies: 0.12,
  agentVanishes: 0.06,
  agentInvents: 0.25,
}
/** Of an agent's conduct that is drawn with an offer: they are counted once it shows. */
const SHOWN_LATER: readonly FaultKind[] = ['agentSilent', 'agentLies', 'agentVanishes', 'agentInvents']
/** How often a kind comes in one simulation: some without it, some with little, some with much. */
const STRENGTHS = [0, 0, 0.5, 1, 1, 3]
/** Processes that a fault may kill. */
const MORTAL = /^(worker|api)/
const QUEUE_DELAY_MS = [200, 20_000] as const

/** Draws the faults of one simulation. */
export function createFaults(kernel: Kernel, random: Random, only?: readonly FaultKind[]): Faults {
  const strengths = Object.fromEntries(
    FAULT_KINDS.map((kind) => {
      const drawn = random.pick(STRENGTHS)
      return [kind, only && !only.includes(kind) ? 0 : drawn]
    }),
  ) as Record<FaultKind, number>
  const counts = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>
  const lags = new Map<string, number>()
  /** Processes that have had an answer by the present lag. */
  const shown = new Set<string>()
  let isCalm = false

  function count(kind: FaultKind): void {
    counts[kind]++
    kernel.trace(`fault ${kind}`)
  }

  function comes(kind: FaultKind): boolean {
    const share = SHARES[kind] * strengths[kind]
    if (isCalm || share === 0 || !random.chance(Math.min(0.9, share))) return false
    if (!SHOWN_LATER.includes(kind)) count(kind)
    return true
  }

  return {
    counts,
    comes,
    count,
    strength: (kind) => (isCalm ? 0 : strengths[kind]),
    calm() {
      isCalm = true
      lags.clear()
    },
    get isCalm() {
      return isCalm
    },
    fateOf({ name }) {
      if (!MORTAL.test(name) || !comes('kill')) return 'LIVES'
      return random.chance(0.5) ? 'DIES_BEFORE' : 'DIES_AFTER'
    },
    statementFate({ name }, text) {
      if (!MORTAL.test(name)) return 'RUNS'
      if (/^\s*commit/i.test(text)) return comes('commitAnswerLost') ? 'LOST_AFTER' : 'RUNS'
      if (/^\s*rollback/i.test(text)) return 'RUNS'
      if (comes('statementRefused')) return 'REFUSED'
      if (comes('connectionLost')) return random.chance(0.5) ? 'LOST_BEFORE' : 'LOST_AFTER'
      return 'RUNS'
    },
    rpcFate(caller) {
      if (!MORTAL.test(caller)) return 'ANSWERS'
      if (comes('rpcRefused')) return 'REFUSED'
      if (comes('rpcBusy')) return 'BUSY'
      if (comes('rpcAnswerLost')) return random.chance(0.3) ? 'LOST_BEFORE' : 'LOST_AFTER'
      return 'ANSWERS'
    },
    rpcLag: (caller) => lags.get(caller) ?? 0,
    setRpcLag(caller, blocks) {
      lags.set(caller, blocks)
      shown.delete(caller)
    },
    onRpcLag(caller) {
      if (shown.has(caller)) return
      shown.add(caller)
      count('rpcLag')
    },
    callFate() {
      if (comes('callLost')) return 'LOST'
      if (comes('callAnswerLost')) return 'ANSWER_LOST'
      return comes('callDuplicated') ? 'DUPLICATED' : 'ANSWERS'
    },
    isWakeUpLost: () => comes('wakeUpLost'),
    commandFate() {
      if (!comes('queueCommandLost')) return 'RUNS'
      return random.chance(0.5) ? 'FAILS_BEFORE' : 'FAILS_AFTER'
    },
    isDuplicated: () => comes('queueDuplicate'),
    lateness: () => (comes('queueDelay') ? random.between(...QUEUE_DELAY_MS) : 0),
  }
}
