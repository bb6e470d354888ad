import { approvalTypedData, marketplaceDomain } from '@aiigo/chain'
import { afterEach, describe, expect, test } from '@jest/globals'
import { type Hex, verifyTypedData } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { connect } from '../connect/connect.js'
import { CONTRACTS, type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import type { Buyer } from './Buyer.js'
import { createBuyer } from './createBuyer.js'

const account = privateKeyToAccount(generatePrivateKey())
const domain = marketplaceDomain(31_337, CONTRACTS.taskMarketplace)
const JOB_ID = '11111111-2222-4333-8444-555555555555'
const TASK_ID: Hex = `0x${'1a'.repeat(32)}`
const manifestSha256 = 'ab'.repeat(32)
const approval = {
  taskId: TASK_ID,
  attempt: 1,
  nodeId: '0x0102030405060708',
  resultHash: `0x${manifestSha256}`,
} as const

let platform: FakePlatform | undefined
let buyer: Buyer | undefined
afterEach(async () => {
  await buyer?.close()
  platform?.stop()
})

/** A buyer of an API that shows this result and these checks, one after the other, and the signatures that it gets. */
async function meet(result: object = {}, checks: (object | null)[] = [null], verification: object = { mode: 'NONE' }) {
  const signatures: Hex[] = []
  let looks = 0
  platform = await startFakePlatform({
    api: {
      job: () => ({
        ...{ id: JOB_ID, taskId: TASK_ID, state: 'VERIFYING', spec: { verification } },
        check: checks[Math.min(looks++, checks.length - 1)],
        result: {
          ...{ attempt: 1, nodeId: approval.nodeId, manifestCid: 'b', manifestSha256, exitCode: 0, outputs: [] },
          ...{ resultHash: approval.resultHash, usage: '30', cost: '300', ...result },
        },
      }),
      approveResult: ({ signature }: { signature: Hex }) => {
        signatures.push(signature)
        return { job: { id: JOB_ID }, userErrors: [] }
      },
    },
  })
  const { apiUrl, rpcUrl } = platform
  buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet: account }))
  return { buyer, signatures }
}

const isSignedFor = (signature: Hex, cost: bigint) =>
  verifyTypedData({ address: account.address, ...approvalTypedData(domain, { ...approval, cost }), signature })

describe('an approval', () => {
  test('is signed for the result and the cost that were shown, and for no other cost', async () => {
    const { buyer: me, signatures } = await meet()
    await me.approve(JOB_ID, { manifestSha256, cost: 300n })
    expect(signatures).toHaveLength(1)
    const [signature = '0x'] = signatures
    expect(await isSignedFor(signature, 300n)).toBe(true)
    expect(await isSignedFor(signature, 301n)).toBe(false)
  })

  test.each([
    ['a higher cost', { cost: '1200', usage: '120' }, /cost of 300 .*1200 now/],
    ['another result', { manifestSha256: 'cd'.repeat(32), resultHash: `0x${'cd'.repeat(32)}` }, /download it again/],
    ['no bill', { cost: null }, /with its bill/],
  ])('is not signed when the API shows %s by now', async (_, result, message) => {
    const { buyer: me, signatures } = await meet(result)
    await expect(me.approve(JOB_ID, { manifestSha256, cost: 300n })).rejects.toThrow(message)
    expect(signatures).toEqual([])
  })

  const check = (state: string) => ({ state, reason: 'another text on stdout', dueAt: '2026-01-01T00:00:00Z' })
  const spotCheck = { mode: 'SPOT_CHECK', shareBps: 500 }

  test.each([['MATCHED'], ['SKIPPED'], ['NOT_DRAWN']])('waits for the draw and the run of a check: %s', async (end) => {
    const { buyer: me, signatures } = await meet({}, [null, check('PENDING'), check('ASSIGNED'), check(end)], spotCheck)
    await me.approve(JOB_ID)
    expect(signatures).toHaveLength(1)
  })

  test.each([
    ['goes on', [check('ASSIGNED')], 'CHECK_PENDING'],
    ['is not drawn yet', [null], 'CHECK_PENDING'],
    ['found another result', [check('DIFFERED')], 'CHECK_DIFFERED'],
  ])('is not signed while a check %s, unless it is to be', async (_, checks, code) => {
    const { buyer: me, signatures } = await meet({}, checks, spotCheck)
    await expect(me.approve(JOB_ID, undefined, { waitMs: 0 })).rejects.toMatchObject({ code })
    expect(signatures).toEqual([])
    await me.approve(JOB_ID, undefined, { unchecked: true })
    expect(signatures).toHaveLength(1)
  })
})
