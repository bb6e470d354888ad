import type { JobState } from '@aiigo/domain'
import { type DueReason, Job, JobFile, jobsToAdvance, type Storage } from '@aiigo/storage'
import { makeJob } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { beforeEach, describe, expect, it } from '@jest/globals'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import { nextRelay, type Relay } from './nextRelay.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})
beforeEach(async () => {
  const em = storage.fork()
  await em.nativeDelete(JobFile, {})
  await em.nativeDelete(Job, {})
})

const T0 = new Date('2031-01-01T00:00:00Z')
const at = (seconds: number) => new Date(T0.getTime() + seconds * 1000)
const approvalOf = (attempt: number) =>
  ({ attempt, nodeId: '0x0102030405060708', cost: 1n, resultHash: `0x${'ab'.repeat(32)}`, signature: '0x' }) as const

/** The reason under which the sweep finds a job whose task wants a call. */
const REASON_OF: Readonly<Partial<Record<Relay['action'], DueReason>>> = {
  EXPIRE: 'ASSIGN_DEADLINE',
  REOPEN: 'WORK_DUE',
  EXPIRE_OVERDUE: 'WORK_DUE',
  SETTLE: 'WINDOW_OVER',
  APPROVE: 'APPROVED',
}
/** Reasons that send no call for the task's sake. */
const OTHER: readonly DueReason[] = ['SEARCH', 'RESULT_UNSENT', 'OFFER_OVER', 'ASSIGNMENT_LATE']

/** States of a job's record that stand for a state of its task, once the record has caught up. */
const PAIRS: readonly [task: TaskOnChain['state'], job: JobState, reasonCode?: string][] = [
  ['FUNDED', 'QUEUED'],
  ['FUNDED', 'MATCHED'],
  ['FUNDED', 'FAILED'],
  ['FUNDED', 'TIMED_OUT', 'FUNDED_LATE'],
  ['FUNDED', 'CANCELLED', 'FUNDED_LATE'],
  ['ASSIGNED', 'ASSIGNED'],
  ['ASSIGNED', 'EXECUTING'],
  ['ASSIGNED', 'VERIFYING'],
  ['SUBMITTED', 'VERIFYING'],
  ['SETTLED', 'PAID'],
  ['RESOLVED', 'REFUNDED'],
]
const [WORK, WINDOW, ASSIGN_BY] = [60, 30, 100]
/** Around each deadline: before it, at it, within its second, after it. */
const MOMENTS = [WORK, WINDOW, ASSIGN_BY].flatMap((deadline) => [-1, 0, 0.5, 1].map((offset) => deadline + offset))

describe.each(PAIRS)('a task that is %s, of a job that is %s', (taskState, jobState, reasonCode) => {
  it.each([
    ['no approval', null],
    ['an approval of this attempt', approvalOf(1)],
    ['an approval of another attempt', approvalOf(2)],
  ] as const)('is found by the sweep exactly when a call is due for it, with %s', async (_, approval) => {
    const job = await makeJob(storage.fork(), {
      ...{ state: jobState, reasonCode: reasonCode ?? null, attempts: 1, approval, assignBy: at(ASSIGN_BY) },
      ...{ workSeconds: WORK, windowSeconds: WINDOW },
      dueAt: taskState === 'FUNDED' ? null : at(WORK),
      settleAfter: taskState === 'SUBMITTED' ? at(WINDOW) : null,
    })
    const task: TaskOnChain = { state: taskState, attempt: 1, since: T0, ruling: null, nodeId: '0x', result: null }
    const seen = []
    const due = []
    for (const moment of MOMENTS) {
      const found = await jobsToAdvance(storage.fork(), at(moment))
      const reason = found.find(({ jobId }) => jobId === job.id)?.reason ?? null
      seen.push([moment, reason !== null && OTHER.includes(reason) ? null : reason])
      const relay = nextRelay({ ...job, approval, dispute: null }, task, at(moment))
      due.push([moment, REASON_OF[relay.action] ?? null])
    }
    expect(seen).toEqual(due)
  })
})
