import type { QueueBackend } from '@aiigo/queue'
import type { Kernel, SimProcess, Timer } from '../kernel/createKernel.js'
import type { Random } from '../kernel/createRandom.js'

/** Options of a queue job as `packages/queue` gives them. */
interface JobOptions {
  jobId?: string
  attempts?: number
  delay?: number
  backoff?: { type: string; delay: number }
  removeOnComplete?: { age?: number; count?: number }
  removeOnFail?: { age?: number; count?: number }
}

interface QueueJob {
  id: string
  name: string
  data: unknown
  opts: JobOptions
  state: 'waiting' | 'delayed' | 'active' | 'completed' | 'failed'
  attemptsMade: number
  /** When it was added, milliseconds since 1970. */
  timestamp: number
  stalls: number
  /** Changes with every take, so that a process that lost the job cannot finish it. */
  token: number
  finishedAt: number
  timer?: Timer | undefined
  scheduler?: string
}

interface Consumer {
  process: SimProcess | undefined
  processor: (job: unknown) => Promise<unknown>
  concurrency: number
  maxStalls: number
  running: number
  isClosed: boolean
  hearErrors: ((error: unknown) => void)[]
}

interface Queue {
  name: string
  jobs: Map<string, QueueJob>
  waiting: string[]
  schedulers: Map<string, { every: number; name: string; data: unknown; opts: JobOptions }>
  consumers: Consumer[]
}

export interface QueueFaults {
  /** Whether a command to the queues' store fails, before or after it took effect. */
  commandFate(): 'RUNS' | 'FAILS_BEFORE' | 'FAILS_AFTER'
  /** Whether a queue job is also given to another consumer. */
  isDuplicated(): boolean
  /** How much later than wanted a queue job comes, milliseconds. */
  lateness(): number
}

export interface QueueStore {
  /** The store as a process reaches it. */
  backend(): QueueBackend
  /** Everything is gone, as after `FLUSHALL` or a restart without a disk. @returns how many jobs were open */
  flush(): number
  /** Queue jobs that wait or run. */
  open(): number
  /** Takes down that a message ran to its end without a queue. */
  ran(id: string): void
  /** Whether a message ran to its end, or is not lost in another way: it still has a job, or a flush took it. */
  accountsFor(id: string): boolean
  readonly failed: readonly { queue: string; id: string; data: unknown }[]
}

/** Regular queues without a part in the life of a job: they would take a third of the time. */
const LEFT_OUT = ['price-index', 'capacity', 'bonus-epoch', 'sla-sweep']
const LOCK_MS = 60_000
const STALLED_MS = 15_000
const gone = (): Error => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' })

/**
 * Queues in memory that keep the promises of BullMQ as `packages/queue` uses it: unique ids while a job is known,
 * delays, tries with growing waits, jobs of dead processes given out again once their lock has run out, regular jobs.
 */
export function createQueueStore(
  kernel: Kernel,
  random: Random,
  faults: QueueFaults,
  { hasChallenges }: { hasChallenges: boolean },
): QueueStore {
  const leftOut = hasChallenges ? LEFT_OUT : [...LEFT_OUT, 'pow-sweep']
  const queues = new Map<string, Queue>()
  const ended = new Set<string>()
  const flushed = new Set<string>()
  const failed: { queue: string; id: string; data: unknown }[] = []
  let generation = 0
  let tokens = 0

  function queueOf(name: string): Queue {
    const found = queues.get(name)
    if (found) return found
    const made: Queue = { name, jobs: new Map(), waiting: [], schedulers: new Map(), consumers: [] }
    queues.set(name, made)
    return made
  }

  /** A command to the store. */
  async function command<T>(what: string, work: () => T): Promise<T> {
    return kernel.park(`redis ${what}`, () => {
      const fate = faults.commandFate()
      if (fate === 'FAILS_BEFORE') throw gone()
      const result = work()
      if (fate === 'FAILS_AFTER') throw gone()
      return result
    })
  }

  /** Of the world: it happens whether or not a process lives. */
  function worldAfter(ms: number, what: string, work: () => void): Timer {
    const at = generation
    return outside(() =>
      kernel.after(ms, what, () => {
        if (at === generation) work()
      }),
    )
  }

  function isKnown(job: QueueJob): boolean {
    const keep =
      job.state === 'completed' ? job.opts.removeOnComplete : job.state === 'failed' ? job.opts.removeOnFail : {}
    return keep?.age === undefined || kernel.now() - job.finishedAt < keep.age * 1_000
  }

  function add(queue: Queue, name: string, data: unknown, opts: JobOptions, scheduler?: string): void {
    const id = opts.jobId ?? `${queue.name}:${tokens++}`
    const known = queue.jobs.get(id)
    if (known && isKnown(known)) return
    const job: QueueJob = {
      ...{
        id,
        name,
        data: structuredClone(data),
        opts,
        state: 'waiting',
        attemptsMade: 0,
        timestamp: Date.now(),
        stalls: 0,
        token: 0,
      },
      ...{ finishedAt: 0, ...(scheduler === undefined ? {} : { scheduler }) },
    }
    queue.jobs.set(id, job)
    putOff(queue, job, opts.delay ?? 0)
  }

  function putOff(queue: Queue, job: QueueJob, ms: number): void {
    const late = ms + faults.lateness()
    if (late <= 0) {
      makeWaiting(queue, job)
      return
    }
    job.state = 'delayed'
    job.timer = worldAfter(late, `queue ${queue.name} promotes ${job.id}`, () => makeWaiting(queue, job))
  }

  function makeWaiting(queue: Queue, job: QueueJob): void {
    job.state = 'waiting'
    queue.waiting.push(job.id)
    hand(queue)
  }

  /** Gives waiting jobs to consumers with a free place. */
  function hand(queue: Queue): void {
    for (;;) {
      const free = queue.consumers.filter(
        ({ process, isClosed, running, concurrency }) =>
          process?.isAlive !== false && !isClosed && running < concurrency,
      )
      const id = queue.waiting[0]
      if (free.length === 0 || id === undefined) return
      queue.waiting.shift()
      const job = queue.jobs.get(id)
      if (job?.state !== 'waiting') continue
      take(queue, job, random.pick(free))
      const others = free.filter(({ running, concurrency }) => running < concurrency)
      if (others.length > 0 && faults.isDuplicated()) run(queue, job, random.pick(others), job.token)
    }
  }

  function take(queue: Queue, job: QueueJob, consumer: Consumer): void {
    job.state = 'active'
    job.token = ++tokens
    const { scheduler, token } = job
    const regular = scheduler === undefined ? undefined : queue.schedulers.get(scheduler)
    if (regular && scheduler !== undefined) {
      add(queue, regular.name, regular.data, { ...regular.opts, delay: regular.every }, scheduler)
    }
    // Its process may die: then the lock runs out, and a check finds the job without one.
    consumer.process?.onDeath.push(() => {
      if (job.token !== token || job.state !== 'active') return
      worldAfter(LOCK_MS + random.between(0, STALLED_MS), `queue ${queue.name} finds ${job.id} stalled`, () => {
        if (job.token !== token || job.state !== 'active') return
        job.stalls++
        if (job.stalls > consumer.maxStalls) fail(queue, job)
        else makeWaiting(queue, job)
      })
    })
    run(queue, job, consumer, token)
  }

  function run(queue: Queue, job: QueueJob, consumer: Consumer, token: number): void {
    consumer.running++
    const at = generation
    const own = (): boolean => at === generation && job.token === token && job.state === 'active'
    const work = async (): Promise<void> => {
      const { id, data, opts, attemptsMade, timestamp } = job
      let error: unknown
      try {
        await consumer.processor({ id, name: job.name, data: structuredClone(data), opts, attemptsMade, timestamp })
        ended.add(id)
      } catch (thrown) {
        error = thrown ?? new Error('failed')
      }
      try {
        await kernel.park(`redis finishes ${queue.name} ${id}`, () => {
          consumer.running--
          if (!own()) throw new Error(`Missing lock for job ${id}. moveToFinished`)
          if (error === undefined) end(job, 'completed')
          else retry(queue, job, error)
        })
      } catch (lost) {
        for (const hear of consumer.hearErrors) hear(lost)
      }
      outside(() => hand(queue))
    }
    const { process } = consumer
    const begin = (): void => void kernel.after(random.between(0.2, 3), `queue ${queue.name} runs ${job.id}`, work)
    if (process) kernel.as(process, begin)
    else begin()
  }

  function retry(queue: Queue, job: QueueJob, error: unknown): void {
    job.attemptsMade++
    const isHopeless = error instanceof Error && error.name === 'UnrecoverableError'
    if (isHopeless || job.attemptsMade >= (job.opts.attempts ?? 1)) fail(queue, job)
    else putOff(queue, job, (job.opts.backoff?.delay ?? 0) * 2 ** (job.attemptsMade - 1))
  }

  function end(job: QueueJob, state: 'completed' | 'failed'): void {
    job.state = state
    job.finishedAt = kernel.now()
  }

  function fail(queue: Queue, job: QueueJob): void {
    end(job, 'failed')
    if (job.scheduler === undefined) failed.push({ queue: queue.name, id: job.id, data: job.data })
  }

  function backend(): QueueBackend {
    return {
      kind: 'redis',
      prepare: async () => undefined,
      health: async () => undefined,
      close: async () => undefined,
      queue: (name) => {
        const queue = queueOf(name)
        return {
          on: () => undefined,
          close: async () => undefined,
          addBulk: (jobs: { name: string; data: unknown; opts: JobOptions }[]) =>
            command(`adds ${jobs.length} to ${name} ${jobs.map(({ opts }) => opts.jobId).join(' ')}`, () => {
              for (const job of jobs) add(queue, job.name, job.data, job.opts)
            }),
          upsertJobScheduler: (
            id: string,
            { every }: { every: number },
            template: { name: string; data: unknown; opts: JobOptions },
          ) =>
            command(`schedules ${name}`, () => {
              const isNew = !queue.schedulers.has(id) && !leftOut.includes(name)
              if (isNew) queue.schedulers.set(id, { every, ...template })
              if (isNew) add(queue, template.name, template.data, template.opts, id)
            }),
          getJobCounts: async () => ({ waiting: queue.waiting.length, prioritized: 0 }),
        } as unknown as ReturnType<QueueBackend['queue']>
      },
      worker: (name, processor, options) => {
        const consumer: Consumer = {
          process: kernel.current(),
          processor: processor as unknown as Consumer['processor'],
          concurrency: options.concurrency ?? 1,
          maxStalls: options.maxStalledCount ?? 1,
          running: 0,
          isClosed: false,
          hearErrors: [],
        }
        const queue = queueOf(name)
        queue.consumers = queue.consumers.filter(({ process }) => process?.isAlive !== false)
        queue.consumers.push(consumer)
        outside(() => hand(queue))
        return {
          on: (event: string, hear: (error: unknown) => void) => event === 'error' && consumer.hearErrors.push(hear),
          close: async () => {
            consumer.isClosed = true
          },
          // Every worker sends: what two of them do at once is to be found.
          pause: async () => undefined,
          resume: async () => undefined,
          isPaused: () => false,
        } as unknown as ReturnType<QueueBackend['worker']>
      },
    }
  }

  const isOpen = (state: QueueJob['state']): boolean => ['waiting', 'delayed', 'active'].includes(state)

  /** Runs code that belongs to no process. */
  function outside<T>(work: () => T): T {
    return kernel.outside(work)
  }

  return {
    backend,
    flush() {
      generation++
      let open = 0
      for (const queue of queues.values()) {
        for (const { id, state, scheduler, timer } of queue.jobs.values()) {
          timer?.cancel()
          flushed.add(id)
          if (scheduler === undefined && isOpen(state)) open++
        }
        queue.jobs.clear()
        queue.waiting = []
        queue.schedulers.clear()
      }
      return open
    },
    ran: (id) => void ended.add(id),
    accountsFor: (id) => ended.has(id) || flushed.has(id) || [...queues.values()].some(({ jobs }) => jobs.has(id)),
    open: () =>
      [...queues.values()].reduce(
        (sum, { jobs }) =>
          sum +
          [...jobs.values()].filter(
            ({ state, scheduler }) => scheduler === undefined && (state === 'waiting' || state === 'active'),
          ).length,
        0,
      ),
    failed,
  }
}
