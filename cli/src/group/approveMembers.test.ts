import { NotRetryableError, RetryableError } from '@aiigo/domain'
import type { Buyer, GroupMember } from '@aiigo/sdk'
import { expect, test } from '@jest/globals'
import type { Context } from '../Context.js'
import { approveMembers } from './approveMembers.js'

const context = {
  signal: new AbortController().signal,
  output: { progress: () => ({ update() {}, end() {} }) },
} as unknown as Context

const member = (element: number) =>
  ({ jobId: `job ${element}`, key: 'count', element, cost: '300', token: '0x0' }) as GroupMember & {
    cost: string
    token: string
  }

const pending = (): Error => new RetryableError('CHECK_PENDING', 'its check goes on')

/** A buyer whose approvals fail as a job's list says, one after the other. */
function buyerWith(failures: Readonly<Record<string, Error[]>>) {
  const approvals: { jobId: string; cost: bigint | undefined; waits: boolean; unchecked: boolean | undefined }[] = []
  const buyer: Pick<Buyer, 'result' | 'approve'> = {
    result: async (jobId) => ({ manifestSha256: `hash of ${jobId}`, taskId: '0x01', cost: 999n }) as never,
    async approve(jobId, seen, options) {
      const waits = (options?.waitMs ?? 0) > 0
      approvals.push({ jobId, cost: seen?.cost, waits, unchecked: options?.unchecked })
      const failure = failures[jobId]?.shift()
      if (failure) throw failure
    },
  }
  return { buyer, approvals }
}

test('each result is approved for the cost that was shown; checks that go on are waited for at the end', async () => {
  const { buyer, approvals } = buyerWith({ 'job 0': [pending()] })
  const { done, left } = await approveMembers(context, buyer, [member(0), member(1)], { unchecked: false })
  expect(left).toEqual([])
  expect(done.map(({ manifestSha256 }) => manifestSha256)).toEqual(['hash of job 1', 'hash of job 0'])
  expect(approvals.map(({ jobId, cost, waits }) => [jobId, cost, waits])).toEqual([
    ['job 0', 300n, false],
    ['job 1', 300n, false],
    ['job 0', 300n, true],
  ])
})

test('a wrong result is left, and keeps no other from its approval', async () => {
  const { buyer } = buyerWith({
    'job 0': [new NotRetryableError('CHECK_DIFFERED', 'another result')],
    'job 2': [pending(), pending()],
  })
  const { done, left } = await approveMembers(context, buyer, [member(0), member(1), member(2)], { unchecked: true })
  expect(done.map(({ member: { jobId } }) => jobId)).toEqual(['job 1'])
  expect(left.map(({ member: { element }, code }) => [element, code])).toEqual([
    [0, 'CHECK_DIFFERED'],
    [2, 'CHECK_PENDING'],
  ])
})

test('a platform that does not answer ends it', async () => {
  const { buyer, approvals } = buyerWith({ 'job 0': [new RetryableError('NETWORK', 'no answer')] })
  const approving = approveMembers(context, buyer, [member(0), member(1)], { unchecked: false })
  await expect(approving).rejects.toMatchObject({ code: 'NETWORK' })
  expect(approvals).toHaveLength(1)
})
