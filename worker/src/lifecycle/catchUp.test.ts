import {
  type AttemptState,
  attemptLifeCycle,
  type JobState,
  jobLifeCycle,
  jobTakenBack,
  RULINGS,
  TASK_STATES,
} from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import { type AttemptView, catchUp, type JobView, type Step } from './catchUp.js'

const BILL = { usage: 7_000n, cost: 7n, resultHash: `0x${'ab'.repeat(32)}` }

const NODE = '0x00000000000000aa'
const OTHER = '0x00000000000000bb'
const T0 = new Date('2026-01-01T00:00:00Z')
const at = (seconds: number) => new Date(T0.getTime() + seconds * 1000)

const makeJob = (overrides: Partial<JobView> = {}): JobView => ({
  state: 'SUBMITTED',
  attempts: 0,
  maxAttempts: 3,
  workSeconds: 60,
  windowSeconds: 600,
  dueAt: null,
  settleAfter: null,
  refunded: false,
  provisional: true,
  depositGone: false,
  ...overrides,
})
const makeAttempt = (overrides: Partial<AttemptView> = {}): AttemptView => ({
  state: 'ACCEPTED',
  nodeId: NODE,
  number: 1,
  extendedTo: null,
  ...overrides,
})
const makeTask = (overrides: Partial<TaskOnChain> = {}): TaskOnChain => ({
  state: 'FUNDED',
  attempt: 0,
  since: T0,
  ruling: null,
  nodeId: null,
  result: null,
  ...overrides,
})

/** Applies steps as the worker does, refusing every move the life cycles do not have. */
function apply(
  job: JobView,
  attempt: AttemptView | null,
  steps: readonly Step[],
): { job: JobView; attempt: AttemptView | null } {
  let [now, open] = [{ ...job }, attempt && { ...attempt }]
  const moveJob = (to: JobState) => {
    jobLifeCycle.assert(now.state, to)
    now = { ...now, state: to }
  }
  const moveAttempt = (to: AttemptState) => {
    if (!open) throw new Error(`expected an open attempt to move to ${to}`)
    attemptLifeCycle.assert(open.state, to)
    open = attemptLifeCycle.isFinal(to) ? null : { ...open, state: to }
  }
  for (const step of steps) {
    if (step.kind === 'job') moveJob(step.to)
    else if (step.kind === 'requeue') {
      moveJob('QUEUED')
      now.dueAt = null
    } else if (step.kind === 'attempt') moveAttempt(step.to)
    else if (step.kind === 'assigned') {
      moveAttempt('ASSIGNED')
      moveJob('ASSIGNED')
      now = { ...now, attempts: step.attempt, dueAt: step.dueAt }
    } else if (step.kind === 'submitted') now.settleAfter = step.settleAfter
    else if (step.kind === 'refunded') now.refunded = true
    else if (step.kind === 'refundLost') now.refunded = false
    else if (step.kind === 'takenBack') {
      jobTakenBack.assert(now.state, step.to)
      now = { ...now, state: step.to, refunded: false }
      open ??= { state: 'SUBMITTED', nodeId: NODE, number: now.attempts, extendedTo: null }
    } else if (step.kind === 'resultLost') now = { ...now, settleAfter: null, dueAt: step.dueAt ?? now.dueAt }
    else if (step.kind === 'dueMoved') now.dueAt = step.dueAt
    else if (step.kind === 'depositGone') now.depositGone = true
    else if (step.kind === 'depositBack') now.depositGone = false
  }
  return { job: now, attempt: open }
}

const RUNNING: readonly JobState[] = ['ASSIGNED', 'EXECUTING', 'VERIFYING']

/** The properties that hold after catching up. */
function problemOf(
  { state, refunded, attempts }: JobView,
  { state: task, attempt, ruling }: TaskOnChain,
  again: readonly Step[],
): string | null {
  if (again.length > 0) return 'more steps the second time'
  if (
    (task === 'CANCELLED' || task === 'EXPIRED') &&
    state !== 'DISPUTED' &&
    !(jobLifeCycle.isFinal(state) && refunded)
  ) {
    return 'the task has ended, the job has not'
  }
  if (task === 'FUNDED' && ((RUNNING.includes(state) && attempt >= attempts) || state === 'SUBMITTED'))
    return 'the task waits for a node, the job does not'
  if (task === 'SETTLED' && RUNNING.includes(state)) return 'the task is settled, the job still runs'
  if (task === 'DISPUTED' && RUNNING.includes(state)) return 'the task is disputed, the job is not'
  if (task === 'RESOLVED' && ruling && (RUNNING.includes(state) || state === 'DISPUTED'))
    return 'there is a ruling, the job still waits'
  if (task === 'RESOLVED' && state === 'REFUNDED' && !refunded) return 'the job is refunded, and nobody noted it'
  return null
}

const follow = (job: JobView, attempt: AttemptView | null, task: TaskOnChain) =>
  apply(job, attempt, catchUp(job, attempt, task))

describe('catchUp', () => {
  it('takes a funded job into the search', () => {
    expect(follow(makeJob(), null, makeTask()).job.state).toBe('QUEUED')
  })

  it('tells once of a deposit that the chain has lost under a running job, and of its return', () => {
    const none = makeTask({ state: 'NONE' })
    for (const state of jobLifeCycle.states) {
      const isRunning = state !== 'SUBMITTED' && !jobLifeCycle.isFinal(state)
      const job = makeJob({ state, provisional: false })
      expect(catchUp(job, null, none)).toEqual(isRunning ? [{ kind: 'depositGone' }] : [])
      expect(catchUp({ ...job, depositGone: true }, null, none)).toEqual([])
    }
    const gone = makeJob({ state: 'QUEUED', depositGone: true })
    expect(catchUp(gone, null, makeTask())).toEqual([{ kind: 'depositBack' }])
  })

  it('goes back to where the task is when the chain takes back a provisional end, and not a final one', () => {
    const paid = makeJob({ state: 'PAID', attempts: 1, dueAt: at(60), settleAfter: at(630) })
    const assigned = makeTask({ state: 'ASSIGNED', attempt: 1, since: at(9) })
    expect(catchUp(paid, null, assigned)).toEqual([
      { kind: 'takenBack', to: 'VERIFYING' },
      { kind: 'resultLost', dueAt: at(69) },
    ])
    const result = { ...BILL, settleAfter: at(640) }
    const submitted = makeTask({ state: 'SUBMITTED', attempt: 1, since: at(40), result })
    expect(follow(paid, null, submitted)).toMatchObject({
      job: { state: 'VERIFYING', settleAfter: at(640) },
      attempt: { state: 'SUBMITTED' },
    })
    const refunded = makeJob({ state: 'REFUNDED', attempts: 1, refunded: true })
    const disputed = makeTask({ state: 'DISPUTED', attempt: 1 })
    expect(follow(refunded, null, disputed).job).toMatchObject({ state: 'DISPUTED', refunded: false })
    for (const task of [assigned, submitted, makeTask({ state: 'NONE' })]) {
      expect(catchUp({ ...paid, provisional: false }, null, task)).toEqual([])
    }
  })

  it('follows an assignment into another block, and gets a lost refund again', () => {
    const job = makeJob({ state: 'EXECUTING', attempts: 1, dueAt: at(60) })
    const task = makeTask({ state: 'ASSIGNED', attempt: 1, since: at(9) })
    expect(catchUp(job, makeAttempt({ state: 'EXECUTING' }), task)).toEqual([{ kind: 'dueMoved', dueAt: at(69) }])
    expect(catchUp(makeJob({ state: 'CANCELLED', refunded: true }), null, makeTask())).toEqual([
      { kind: 'refundLost' },
      { kind: 'expireLater' },
    ])
    const none = makeTask({ state: 'NONE' })
    const cancelled = makeJob({ state: 'CANCELLED', refunded: true })
    expect(catchUp(cancelled, null, none)).toEqual([{ kind: 'refundLost' }])
    expect(catchUp({ ...cancelled, provisional: false }, null, none)).toEqual([])
  })

  it('sees our assignment, with its deadline by the chain’s clock', () => {
    const task = makeTask({ state: 'ASSIGNED', attempt: 1, nodeId: NODE, since: at(5) })
    const { job, attempt } = follow(makeJob({ state: 'MATCHED' }), makeAttempt(), task)
    expect(job).toMatchObject({ state: 'ASSIGNED', attempts: 1, dueAt: at(65) })
    expect(attempt?.state).toBe('ASSIGNED')
  })

  it('does not take another node’s assignment for ours', () => {
    const task = makeTask({ state: 'ASSIGNED', attempt: 1, nodeId: OTHER })
    expect(catchUp(makeJob({ state: 'MATCHED' }), makeAttempt(), task)).toEqual([])
  })

  it('leaves a running attempt alone while the chain has not seen its assignment (any more)', () => {
    for (const state of ['ASSIGNED', 'EXECUTING', 'VERIFYING'] as const) {
      const own = state === 'VERIFYING' ? 'SUBMITTED' : state
      const job = makeJob({ state, attempts: 2, dueAt: at(60) })
      expect(catchUp(job, makeAttempt({ state: own, number: 2 }), makeTask({ attempt: 1 }))).toEqual([])
    }
  })

  it('tells a release from a missed deadline by when it happened', () => {
    const job = makeJob({ state: 'EXECUTING', attempts: 1, dueAt: at(60) })
    const attempt = makeAttempt({ state: 'EXECUTING' })
    const steps = (since: Date) => catchUp(job, attempt, makeTask({ attempt: 1, since }))
    expect(steps(at(60))[0]).toMatchObject({ kind: 'attempt', to: 'RELEASED' })
    expect(steps(at(61))[0]).toMatchObject({ kind: 'attempt', to: 'TIMED_OUT' })
    expect(steps(at(61))[1]).toMatchObject({ kind: 'requeue', reasonCode: 'WORK_DEADLINE' })
  })

  it('fails the job when its retries are spent, and gets the money back as an expiry', () => {
    const job = makeJob({ state: 'EXECUTING', attempts: 3, dueAt: at(60) })
    const failed = follow(job, makeAttempt({ state: 'EXECUTING', number: 3 }), makeTask({ attempt: 3, since: at(61) }))
    expect(failed).toMatchObject({ job: { state: 'FAILED', refunded: false }, attempt: null })
    expect(follow(failed.job, null, makeTask({ state: 'EXPIRED', attempt: 3 })).job).toMatchObject({
      state: 'FAILED',
      refunded: true,
    })
  })

  it('sends a job back whose delivered result never reached the chain', () => {
    const job = makeJob({ state: 'VERIFYING', attempts: 1, dueAt: at(60) })
    const { job: after, attempt } = follow(
      job,
      makeAttempt({ state: 'SUBMITTED' }),
      makeTask({ attempt: 1, since: at(61) }),
    )
    expect([after.state, attempt]).toEqual(['QUEUED', null])
  })

  it('follows a settlement that somebody else sent, from any running state', () => {
    for (const [state, own] of [
      ['MATCHED', 'ACCEPTED'],
      ['ASSIGNED', 'ASSIGNED'],
      ['EXECUTING', 'EXECUTING'],
      ['VERIFYING', 'SUBMITTED'],
    ] as const) {
      const job = makeJob({ state, attempts: state === 'MATCHED' ? 0 : 1, dueAt: at(60) })
      const after = follow(job, makeAttempt({ state: own }), makeTask({ state: 'SETTLED', attempt: 1, nodeId: NODE }))
      expect(after).toMatchObject({ job: { state: 'PAID' }, attempt: null })
    }
  })

  it('remembers the challenge window once', () => {
    const job = makeJob({ state: 'VERIFYING', attempts: 1, dueAt: at(60) })
    const result = { ...BILL, settleAfter: at(630) }
    const task = makeTask({ state: 'SUBMITTED', attempt: 1, nodeId: NODE, since: at(30), result })
    const steps = catchUp(job, makeAttempt({ state: 'SUBMITTED' }), task)
    expect(steps).toEqual([{ kind: 'submitted', ...BILL, settleAfter: at(630) }])
    expect(catchUp({ ...job, settleAfter: at(630) }, makeAttempt({ state: 'SUBMITTED' }), task)).toEqual([])
  })

  it('waits for the subgraph to know a result before it tells cost and window', () => {
    const job = makeJob({ state: 'VERIFYING', attempts: 1, dueAt: at(60) })
    const task = makeTask({ state: 'SUBMITTED', attempt: 1, since: at(30) })
    expect(catchUp(job, makeAttempt({ state: 'SUBMITTED' }), task)).toEqual([])
  })

  it('follows a dispute, and the ruling to its end', () => {
    const job = makeJob({ state: 'VERIFYING', attempts: 1, dueAt: at(60), settleAfter: at(630) })
    const attempt = makeAttempt({ state: 'SUBMITTED' })
    const disputed = follow(job, attempt, makeTask({ state: 'DISPUTED', attempt: 1 }))
    expect(disputed).toMatchObject({ job: { state: 'DISPUTED' }, attempt: { state: 'SUBMITTED' } })
    for (const [ruling, state, refunded, end] of [
      ['PROVIDER', 'PAID', false, 'SUCCEEDED'],
      ['TIMED_OUT', 'PAID', false, 'SUCCEEDED'],
      ['BUYER', 'REFUNDED', true, 'REJECTED'],
      ['MISUSE', 'REFUNDED', true, 'REJECTED'],
    ] as const) {
      const task = makeTask({ state: 'RESOLVED', attempt: 1, ruling })
      // Whether the record saw the dispute or missed it.
      for (const [from, open] of [
        [disputed.job, disputed.attempt],
        [job, attempt],
      ] as const) {
        expect(follow(from, open, task).job).toMatchObject({ state, refunded })
        expect(catchUp(from, open, task)).toContainEqual(expect.objectContaining({ kind: 'attempt', to: end }))
      }
    }
  })

  it('does not guess a ruling that it does not know', () => {
    const job = makeJob({ state: 'DISPUTED', attempts: 1 })
    expect(catchUp(job, makeAttempt({ state: 'SUBMITTED' }), makeTask({ state: 'RESOLVED', attempt: 1 }))).toEqual([])
  })

  it('follows the buyer’s cancel with an offer open', () => {
    const { job, attempt } = follow(
      makeJob({ state: 'MATCHED' }),
      makeAttempt({ state: 'OFFERED', number: null }),
      makeTask({ state: 'CANCELLED' }),
    )
    expect([job.state, job.refunded, attempt]).toEqual(['CANCELLED', true, null])
  })

  it('gets money back that was put behind a job that had ended', () => {
    expect(catchUp(makeJob({ state: 'CANCELLED' }), null, makeTask())).toEqual([{ kind: 'expireLater' }])
  })

  /** The values that the subgraph may or may not have for a state. */
  const details = (state: TaskOnChain['state']): Pick<TaskOnChain, 'nodeId' | 'result' | 'ruling' | 'extendedTo'>[] => {
    const unknown = { nodeId: null, result: null, ruling: null }
    if (state === 'SETTLED') return [unknown, { ...unknown, nodeId: NODE }]
    if (state === 'ASSIGNED')
      return [
        unknown,
        ...[undefined, null, at(900)].map((extendedTo) => ({
          ...{ ...unknown, nodeId: NODE },
          ...(extendedTo === undefined ? {} : { extendedTo }),
        })),
      ]
    if (state === 'SUBMITTED' || state === 'DISPUTED')
      return [unknown, { ...unknown, nodeId: NODE, result: { ...BILL, settleAfter: at(630) } }]
    if (state === 'RESOLVED') return [null, ...RULINGS].map((ruling) => ({ ...unknown, nodeId: NODE, ruling }))
    return [unknown]
  }
  // Every combination, sensible or not: the record may be behind, ahead, or odd after a crash.
  const numbers = [0, 1, 2, 3]
  const attempts: (AttemptView | null)[] = [
    null,
    ...attemptLifeCycle.states
      .filter((state) => !attemptLifeCycle.isFinal(state))
      .flatMap((state) =>
        [NODE, OTHER].flatMap((nodeId) =>
          [null, 1, 2].map((number) => ({ state, nodeId, number, extendedTo: number === 2 ? at(800) : null })),
        ),
      ),
  ]
  it.each(
    jobLifeCycle.states.flatMap((state) => (['NONE', ...TASK_STATES] as const).map((task) => [state, task] as const)),
  )('is legal, ends in one go, and agrees with the chain: job %s, task %s', (state, taskState) => {
    for (const attempt of attempts) {
      for (const known of numbers) {
        for (const onChain of numbers) {
          for (const dueAt of [null, at(-1), at(1)]) {
            const job = makeJob({ state, attempts: known, dueAt })
            for (const { nodeId, result, ruling } of details(taskState)) {
              const task = makeTask({ state: taskState, attempt: onChain, nodeId, result, ruling })
              const after = follow(job, attempt, task)
              const again = catchUp(after.job, after.attempt, task).filter(({ kind }) => kind !== 'expireLater')
              const problem = problemOf(after.job, task, again)
              if (problem)
                throw new Error(
                  `${problem}: ${JSON.stringify({ job, attempt, task: { ...task, result: null }, after, again: again.map(({ kind }) => kind) })}`,
                )
            }
          }
        }
      }
    }
  })
})
