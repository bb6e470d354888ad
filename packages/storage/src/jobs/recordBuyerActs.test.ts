import { expect, it } from '@jest/globals'
import type { Storage } from '../db/createStorage.js'
import { makeJob } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'
import { Job } from './Job.js'
import {
  recordApproval,
  recordDisputeReason,
  recordFundingSignature,
  voidApproval,
  voidFundingSignature,
} from './recordBuyerActs.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})

const approval = {
  attempt: 2,
  nodeId: `0x${'1'.repeat(16)}`,
  resultHash: `0x${'2'.repeat(64)}`,
  cost: 5n,
  signature: `0x${'3'.repeat(130)}`,
} as const

it('records an approval of the present attempt in VERIFYING only', async () => {
  const em = storage.fork()
  const { id } = await makeJob(em, { state: 'VERIFYING', attempts: 2 })
  expect(await recordApproval(em, id, { ...approval, attempt: 1 })).toBeNull()
  expect((await recordApproval(em, id, approval))?.approval).toEqual(approval)
  const { id: paid } = await makeJob(em, { state: 'PAID', attempts: 2 })
  expect(await recordApproval(em, paid, approval)).toBeNull()
})

it('records a signature in SUBMITTED only, and forgets an earlier refusal', async () => {
  const em = storage.fork()
  const { id } = await makeJob(em, { state: 'SUBMITTED', reasonCode: 'REFUSED', reason: 'refused' })
  const signed = { fundingSignature: '0xab', reasonCode: null, reason: null }
  expect(await recordFundingSignature(em, id, '0xab')).toMatchObject(signed)
  const { id: queued } = await makeJob(em, { state: 'QUEUED' })
  expect(await recordFundingSignature(em, queued, '0xab')).toBeNull()
})

it('records an objection in VERIFYING only', async () => {
  const reasons = []
  for (const state of ['VERIFYING', 'PAID'] as const) {
    const { id } = await makeJob(storage.fork(), { state })
    await recordDisputeReason(storage.fork(), id, 'wrong rows')
    reasons.push((await storage.fork().findOneOrFail(Job, { id })).disputeReason)
  }
  expect(reasons).toEqual(['wrong rows', null])
})

it('forgets what the contract refused, but not what was signed since', async () => {
  const em = storage.fork()
  const { id } = await makeJob(em, { state: 'VERIFYING', attempts: 2 })
  await recordApproval(em, id, approval)
  await voidApproval(em, id, `0x${'4'.repeat(130)}`)
  expect(await storage.fork().findOneOrFail(Job, { id })).toMatchObject({ approval })
  await voidApproval(em, id, approval.signature)
  expect(await storage.fork().findOneOrFail(Job, { id })).toMatchObject({ approval: null })

  const { id: unfunded } = await makeJob(em, { state: 'SUBMITTED' })
  await recordFundingSignature(em, unfunded, '0xab')
  await voidFundingSignature(em, unfunded, '0xcd', 'no balance')
  expect(await storage.fork().findOneOrFail(Job, { id: unfunded })).toMatchObject({ fundingSignature: '0xab' })
  await voidFundingSignature(em, unfunded, '0xab', 'no balance')
  const refused = { fundingSignature: null, reasonCode: 'FUNDING_REFUSED', reason: 'no balance' }
  expect(await storage.fork().findOneOrFail(Job, { id: unfunded })).toMatchObject(refused)
})
