import { randomUUID } from 'node:crypto'
import { expect, it } from '@jest/globals'
import type { Storage } from '../db/createStorage.js'
import { inTransaction } from '../db/inTransaction.js'
import { readEvents } from '../events/index.js'
import { filesHeldFor } from '../jobs/jobFiles.js'
import { makeJob } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'
import { addEvidence, evidenceOf } from './addEvidence.js'
import { recordPanel, seatOf, seatsOf } from './panelSeats.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})

const wallet = () => `0x${randomUUID().replaceAll('-', '').padEnd(40, '0')}`
const openedAt = new Date('2026-11-29T10:00:00Z')
const heard = async (arbitrator: string) =>
  (await readEvents(storage.fork(), `cases:${arbitrator}`, 0, 100)).map(({ data: { kind, phase } }) => [kind, phase])

it('seats a panel once, tells each member of each phase once, and follows a reorganisation', async () => {
  const { id } = await makeJob(storage.fork(), { state: 'DISPUTED' })
  const [a, b, c, d] = [wallet(), wallet(), wallet(), wallet()]
  await recordPanel(storage, id, { phase: 'DRAW', panel: [], openedAt })
  const seen = { phase: 'COMMIT', panel: [a, b.toUpperCase().replace('X', 'x'), c], openedAt } as const
  await Promise.all([recordPanel(storage, id, seen), recordPanel(storage, id, seen)])
  await recordPanel(storage, id, seen)
  expect(await heard(b)).toEqual([['SEATED', 'COMMIT']])
  await recordPanel(storage, id, { ...seen, panel: [a, b, d] })
  expect([await seatOf(storage.fork(), id, c), (await seatOf(storage.fork(), id, d))?.phase]).toEqual([null, 'COMMIT'])
  await recordPanel(storage, id, { ...seen, panel: [a, b, d], phase: 'REVEAL' })
  expect(await heard(a)).toEqual([
    ['SEATED', 'COMMIT'],
    ['PHASE', 'REVEAL'],
  ])
  expect(await heard(c)).toEqual([['SEATED', 'COMMIT']])
})

it('lists an arbitrator’s cases page by page, latest first', async () => {
  const arbitrator = wallet()
  const jobs: string[] = []
  for (const hour of [1, 2, 3]) {
    const { id } = await makeJob(storage.fork(), { state: 'DISPUTED' })
    jobs.unshift(id)
    const phase = hour === 2 ? 'CONCLUDED' : 'COMMIT'
    await recordPanel(storage, id, { phase, panel: [arbitrator], openedAt: new Date(openedAt.getTime() + hour) })
  }
  const page = async (behind: { at: Date; jobId: string } | null, undecided: boolean | null = null) =>
    (await seatsOf(storage.fork(), arbitrator, { first: 2, behind, undecided })).map(({ jobId }) => jobId)
  expect(await page(null)).toEqual(jobs.slice(0, 2))
  const last = await seatOf(storage.fork(), jobs[1] ?? '', arbitrator)
  expect(await page({ at: last?.openedAt ?? openedAt, jobId: jobs[1] ?? '' })).toEqual(jobs.slice(2))
  expect(await page(null, true)).toEqual([jobs[0], jobs[2]])
  expect(await page(null, false)).toEqual([jobs[1]])
})

it('stores evidence once, up to a limit for each side, and announces it to the job and the panel', async () => {
  const buyer = wallet()
  const { id } = await makeJob(storage.fork(), { state: 'DISPUTED', buyer })
  const arbitrator = wallet()
  await recordPanel(storage, id, { phase: 'COMMIT', panel: [arbitrator], openedAt })
  const file = { name: 'shot.png', cid: 'bafkrei', sha256: 'aa'.repeat(32), size: 3 }
  const piece = { jobId: id, author: buyer, side: 'BUYER', text: 'look', files: [file] } as const
  const add = (changes: { text?: string; side?: 'PROVIDER'; author?: string } = {}) =>
    inTransaction(storage, (em) => addEvidence(em, { ...piece, files: [file], ...changes }, 'COMMIT', 2))
  const first = await add()
  expect((await add())?.id).toBe(first?.id)
  expect(await add({ text: 'and here' })).not.toBeNull()
  expect(await add({ text: 'too much' })).toBeNull()
  expect(await add({ side: 'PROVIDER', author: wallet(), text: 'no' })).not.toBeNull()
  expect((await evidenceOf(storage.fork(), id)).map(({ text }) => text)).toEqual(['look', 'and here', 'no'])
  expect(await heard(arbitrator)).toEqual([['SEATED', 'COMMIT'], ...Array(3).fill(['EVIDENCE', 'COMMIT'])])
  const events = await readEvents(storage.fork(), `job:${id}`, 0, 100)
  expect(events.map(({ data }) => data.reason)).toEqual([
    ...Array(2).fill('the buyer added evidence to the dispute'),
    'the provider added evidence to the dispute',
  ])
  expect(await filesHeldFor(storage.fork(), buyer, randomUUID(), [file.cid, 'other'])).toEqual(new Set([file.cid]))
  expect(await filesHeldFor(storage.fork(), buyer, id, [file.cid])).toEqual(new Set())
})

it('takes no evidence for a job that is not disputed', async () => {
  const { id, buyer } = await makeJob(storage.fork(), { state: 'PAID' })
  const piece = { jobId: id, author: buyer, side: 'BUYER', text: 'late', files: [] } as const
  expect(await inTransaction(storage, (em) => addEvidence(em, { ...piece, files: [] }, 'COMMIT', 2))).toBeNull()
})
