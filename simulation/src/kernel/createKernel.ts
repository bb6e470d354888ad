import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { createRandom, type Random } from './createRandom.js'
import { native } from './native.js'

/** A process of the system, or a person with a client: what dies at once. */
export interface SimProcess {
  readonly name: string
  /** 1 for the first start. */
  readonly start: number
  isAlive: boolean
  /** Called when it dies. */
  readonly onDeath: (() => void)[]
}

/** Something that happens at a moment of the simulated time. */
interface Step {
  readonly at: number
  readonly number: number
  readonly process: SimProcess | undefined
  readonly what: string
  readonly run: () => unknown
  isCancelled: boolean
}

export interface Timer {
  cancel(): void
}

/** The fate of the process whose step is about to run. */
export type Fate = 'LIVES' | 'DIES_BEFORE' | 'DIES_AFTER'

export interface ParkOptions {
  /** How long the operation takes, milliseconds; drawn when left out. */
  ms?: number
  /** No earlier than this moment, for operations that keep their order. */
  notBefore?: number
}

export interface Kernel {
  readonly seed: number
  readonly random: Random
  /** Milliseconds since 1970. */
  now(): number
  current(): SimProcess | undefined
  /** Starts a process. @param main its code; a rejection ends the simulation */
  spawn(name: string, main: () => Promise<unknown>): SimProcess
  /** Drops everything that the process would still do. */
  kill(process: SimProcess): void
  /** Runs code as a part of a process. */
  as<T>(process: SimProcess, work: () => T): T
  /** Runs code that belongs to no process. */
  outside<T>(work: () => T): T
  /**
   * Puts an operation of the present process off until the schedule comes to it. The promise stays pending for good
   * when the process dies before.
   */
  park<T>(what: string, work: () => T | Promise<T>, options?: ParkOptions): Promise<T>
  /** Calls back later, as a part of the present process. */
  after(ms: number, what: string, work: () => unknown): Timer
  /** Work of the world itself: no other step overtakes it. */
  worldStep(ms: number, what: string, work: () => Promise<void>): Timer
  /** Counts something that the machine does by itself (a hash in another thread), until it is done. */
  track<T>(work: Promise<T>): Promise<T>
  /** Takes the next steps until the condition holds. @throws Error of a process */
  runUntil(isDone: () => boolean): Promise<void>
  /** Decides over a process before each of its steps. */
  fateOf: (process: SimProcess, what: string) => Fate
  /** Called after each step, before the next is chosen. */
  afterStep: () => Promise<void> | void
  /** Called for each line of the trace. */
  onTrace: (line: string) => void
  /** Says that a promise was settled outside of the schedule, so that what follows from it is waited for. */
  stir(): void
  /** Adds a line to the trace. */
  trace(line: string): void
  /** SHA-256 of the trace so far. */
  traceHash(): string
  readonly steps: number
  /** Moves the clock. @param ms milliseconds */
  jump(ms: number): void
  /** Ends the simulation with an error. */
  fail(error: unknown): void
}

/** How long an operation takes, milliseconds. */
const LATENCY = { usual: [0.3, 4], slow: [20, 900] } as const
const SLOW_SHARE = 0.02
/** Turns of the event loop without news after which nothing is under way. */
const QUIET_TURNS = 3

const processes = new AsyncLocalStorage<SimProcess>()

/**
 * Runs simulated processes one step at a time. An operation at a port (database, chain, queue, call, timer) is parked
 * with a moment of the simulated time, drawn by the seed; the next step is the earliest one, and the clock jumps to it.
 * Code between two operations runs to its end before the next step is chosen, so a seed has one course of events.
 */
export function createKernel(seed: number, startAt: number): Kernel {
  const random = createRandom(seed)
  const latencies = random.stream('latency')
  const hash = createHash('sha256')
  /** A binary heap, the earliest step first. */
  const heap: Step[] = []
  let now = startAt
  let numbers = 0
  let steps = 0
  let activity = 0
  let underWay = 0
  let hearDone: () => void = () => undefined
  let failure: { error: unknown } | undefined
  /** Dies when its step has taken effect, and does not hear of it. */
  let dying: SimProcess | undefined
  const starts = new Map<string, number>()

  const isBefore = (a: Step, b: Step): boolean => a.at < b.at || (a.at === b.at && a.number < b.number)

  function push(step: Step): void {
    heap.push(step)
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!isBefore(heap[child] as Step, heap[parent] as Step)) break
      ;[heap[child], heap[parent]] = [heap[parent] as Step, heap[child] as Step]
      child = parent
    }
  }

  function pop(): Step | undefined {
    const [first] = heap
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    heap[0] = last
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1
      let least = parent
      for (const child of [left, left + 1]) {
        if (child < heap.length && isBefore(heap[child] as Step, heap[least] as Step)) least = child
      }
      if (least === parent) return first
      ;[heap[parent], heap[least]] = [heap[least] as Step, heap[parent] as Step]
      parent = least
    }
  }

  function add(ms: number, what: string, run: () => unknown, notBefore = 0): Step {
    activity++
    const at = Math.max(now + Math.max(0, ms), notBefore)
    const step: Step = { at, number: numbers++, process: processes.getStore(), what, run, isCancelled: false }
    push(step)
    return step
  }

  const latency = (): number => {
    const [from, to] = latencies.chance(SLOW_SHARE) ? LATENCY.slow : LATENCY.usual
    return latencies.between(from, to)
  }

  function trace(line: string): void {
    const whole = `${now.toFixed(3)} ${line}`
    hash.update(`${whole}\n`)
    kernel.onTrace(whole)
  }

  /** Waits until no code runs and nothing is under way on the machine. */
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      const before = activity
      await new Promise<void>((resolve) => {
        if (underWay > 0) hearDone = resolve
        else native.setImmediate(resolve)
      })
      quiet = activity === before && underWay === 0 ? quiet + 1 : 0
    }
  }

  function kill(process: SimProcess): void {
    if (!process.isAlive) return
    process.isAlive = false
    trace(`${process.name}#${process.start} dies`)
    for (const hear of process.onDeath.splice(0)) hear()
  }

  async function take(step: Step): Promise<void> {
    const { process } = step
    now = Math.max(now, step.at)
    steps++
    trace(`${process ? `${process.name}#${process.start}` : 'world'} ${step.what}`)
    const fate = process ? kernel.fateOf(process, step.what) : 'LIVES'
    dying = fate === 'DIES_AFTER' ? process : undefined
    if (process && fate === 'DIES_BEFORE') kill(process)
    else await step.run()
    if (process && fate === 'DIES_AFTER') kill(process)
    // The step's own consequences come before those of the locks that it set free.
    await settle()
    const before = activity
    await kernel.afterStep()
    if (activity !== before) await settle()
  }

  const kernel: Kernel = {
    seed,
    random,
    now: () => now,
    current: () => processes.getStore(),
    spawn(name, main) {
      const start = (starts.get(name) ?? 0) + 1
      starts.set(name, start)
      const process: SimProcess = { name, start, isAlive: true, onDeath: [] }
      trace(`${name}#${start} starts`)
      processes.run(process, () => {
        main().catch((error: unknown) => kernel.fail(error))
      })
      return process
    },
    kill,
    as: (process, work) => processes.run(process, work),
    outside: (work) => processes.exit(work),
    park(what, work, { ms = latency(), notBefore } = {}) {
      const process = processes.getStore()
      return new Promise((resolve, reject) => {
        if (process && !process.isAlive) return
        const isDropped = () => process !== undefined && (!process.isAlive || process === dying)
        add(
          ms,
          what,
          async () => {
            if (process && !process.isAlive) return
            try {
              const result = await work()
              activity++
              if (!isDropped()) resolve(result)
            } catch (error) {
              activity++
              if (!isDropped()) reject(error)
            }
          },
          notBefore,
        )
      })
    },
    after(ms, what, work) {
      const process = processes.getStore()
      const inContext = AsyncLocalStorage.snapshot()
      const step = add(ms, what, () => {
        if (step.isCancelled || (process && !process.isAlive)) return
        activity++
        inContext(work)
      })
      return {
        cancel() {
          step.isCancelled = true
        },
      }
    },
    worldStep(ms, what, work) {
      const step = processes.exit(() =>
        add(ms, what, async () => {
          activity++
          await work()
        }),
      )
      return {
        cancel() {
          step.isCancelled = true
        },
      }
    },
    track(work) {
      underWay++
      activity++
      const done = (): void => {
        underWay--
        activity++
        hearDone()
      }
      work.then(done, done)
      return work
    },
    async runUntil(isDone) {
      await settle()
      while (!isDone()) {
        const step = pop()
        if (!step) throw new Error('expected something to do, the simulation stands still')
        if (step.isCancelled || (step.process && !step.process.isAlive)) continue
        await take(step)
        if (failure) throw failure.error
      }
    },
    fateOf: () => 'LIVES',
    afterStep: () => undefined,
    onTrace: () => undefined,
    stir() {
      activity++
    },
    trace,
    traceHash: () => hash.copy().digest('hex'),
    get steps() {
      return steps
    },
    jump(ms) {
      now += ms
    },
    fail(error) {
      failure ??= { error }
    },
  }
  return kernel
}
