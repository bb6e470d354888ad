import { afterEach, expect, test } from '@jest/globals'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { connect } from '../connect/connect.js'
import { type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import type { Buyer } from './Buyer.js'
import { createBuyer } from './createBuyer.js'
import { isFailedMember } from './groupVerbs.js'

const wallet = privateKeyToAccount(generatePrivateKey())
const GROUP_ID = '11111111-2222-4333-8444-555555555555'

let platform: FakePlatform | undefined
let buyer: Buyer | undefined
afterEach(async () => {
  await buyer?.close()
  platform?.stop()
})

async function meet(api: Readonly<Record<string, unknown>>): Promise<Buyer> {
  platform = await startFakePlatform({ api })
  const { apiUrl, rpcUrl } = platform
  buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
  return buyer
}

test('the cancellation of a group goes on behind a job that a node has got meanwhile', async () => {
  const message = 'expected a job nobody works at; node 0x0102030405060708 has it'
  const answers = [
    { job: { id: 'a' }, transaction: null, userErrors: [{ code: 'NOT_CANCELLABLE', field: 'jobId', message }] },
    { job: { id: 'b' }, transaction: null, userErrors: [] },
  ]
  const me = await meet({
    cancelJobGroup: { cancelled: 3, funded: ['a', 'b'], userErrors: [] },
    cancelJob: () => answers.shift(),
  })
  expect(await me.cancelGroup(GROUP_ID)).toEqual({
    cancelled: 3,
    transactions: [{ jobId: 'b', transaction: null }],
    kept: [{ jobId: 'a', code: 'NOT_CANCELLABLE', reason: message }],
  })
})

test.each([
  ['paid with exit code 0', { state: 'PAID', exitCode: 0 }, false],
  ['with a result that is not paid yet', { state: 'VERIFYING', exitCode: 0 }, false],
  ['at work', { state: 'EXECUTING', exitCode: null }, false],
  ['whose program failed', { state: 'VERIFYING', exitCode: 3 }, true],
  ['that was paid for a program that failed', { state: 'PAID', exitCode: 3 }, true],
  ['without a node', { state: 'TIMED_OUT', exitCode: null }, true],
  ['whose result a panel refused', { state: 'CANCELLED', exitCode: 0 }, true],
] as const)('a job %s', (_, member, hasFailed) => {
  expect(isFailedMember(member)).toBe(hasFailed)
})
