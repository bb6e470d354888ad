import type { Storage } from '@aiigo/storage'
import { withStorage } from '@aiigo/storage/testing/withStorage'

import { beforeEach, expect, test } from '@jest/globals'
import { createShare } from './createShare.js'

let storage: Storage
let clock = 0
const errors: unknown[] = []

withStorage((opened) => {
  storage = opened
})
beforeEach(async () => {
  clock = Date.UTC(2026, 10, 25)
  errors.length = 0
  await storage.fork().execute('truncate matching_worker')
})

const make = () => createShare({ storage, onError: (error) => errors.push(error), now: () => clock })
const NODES = Array.from({ length: 4_000 }, (_, n) => `0x${(n * 2_654_435_761).toString(16).padStart(16, '0')}`)
const CROWD = { jobs: 32, passedOver: 16 }

/** Every process knows every other. */
async function meet(...shares: ReturnType<typeof make>[]): Promise<void> {
  clock += 60_000
  for (const share of shares) await share.refresh()
  clock += 3_000
  for (const share of shares) await share.refresh()
}

test('matching workers that meet divide the nodes, each node to exactly one and about as many to each', async () => {
  const shares = [make(), make(), make()]
  await meet(...shares)
  for (const share of shares) share.record(CROWD)
  const own = shares.map((share) => share.current())
  expect(own.map((one) => one?.oneIn)).toEqual([3, 3, 3])
  const owners = NODES.map((id) => own.filter((one) => one?.has(id)).length)
  expect(new Set(owners)).toEqual(new Set([1]))
  for (const one of own) {
    const count = NODES.filter((id) => one?.has(id)).length
    expect(count).toBeGreaterThan(NODES.length / 4)
    expect(count).toBeLessThan(NODES.length / 2)
  }
})

test('when one is gone the others have its nodes and keep their own', async () => {
  const [first, second, gone] = [make(), make(), make()]
  await meet(first, second, gone)
  first.record(CROWD)
  second.record(CROWD)
  const before = [first.current(), second.current()]
  const had = before.map((share) => new Set(NODES.filter((id) => share?.has(id))))
  await storage.fork().execute(`update matching_worker set seen_at = seen_at - interval '11 seconds'`)
  await meet(first, second)
  first.record(CROWD)
  second.record(CROWD)
  const after = [first.current(), second.current()]
  expect(after.map((share) => share?.oneIn)).toEqual([2, 2])
  for (const [i, share] of after.entries()) for (const id of had[i] ?? []) expect(share?.has(id)).toBe(true)
  expect(new Set(NODES.map((id) => after.filter((one) => one?.has(id)).length))).toEqual(new Set([1]))
})

test('there is no share without a crowd, without others, or some seconds after the last crowd', async () => {
  const [share, other] = [make(), make()]
  await share.refresh()
  share.record(CROWD)
  expect(share.current()).toBeUndefined()
  await meet(share, other)
  expect(share.current()).toBeUndefined()
  share.record({ jobs: 32, passedOver: 8 })
  share.record({ jobs: 4, passedOver: 4 })
  expect(share.current()).toBeUndefined()
  share.record({ jobs: 32, passedOver: 9 })
  expect(share.current()).toMatchObject({ oneIn: 2 })
  clock += 4_999
  expect(share.current()).toMatchObject({ oneIn: 2 })
  clock += 1
  expect(share.current()).toBeUndefined()
})

test('a look that fails is reported, and the last news hold', async () => {
  const [share, other] = [make(), make()]
  await meet(share, other)
  const em = storage.fork()
  await em.execute('alter table matching_worker rename to matching_worker_away')
  try {
    clock += 60_000
    share.record(CROWD)
    await share.refresh()
  } finally {
    await em.execute('alter table matching_worker_away rename to matching_worker')
  }
  expect(errors).toHaveLength(1)
  expect(share.current()).toMatchObject({ oneIn: 2 })
})
