import { randomUUID } from 'node:crypto'
import { aiigoTokenAbi, bonusDistributorAbi, createWallet } from '@aiigo/chain'
import { localAccount, localRoles } from '@aiigo/contracts'
import { BONUS_PERIOD_MS } from '@aiigo/domain'
import { Attempt, ChainTransaction, readBonusEpochs, readBonusProofs } from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Address, type Hex, parseEther } from 'viem'
import { createWorld, type World } from '../testing/createWorld.js'
import type { DistributorState } from './createBonusDistributor.js'
import { postBonusEpoch } from './postBonusEpoch.js'
import { recordBonusWeeks } from './recordBonusWeeks.js'

const WEEK = Date.parse('2026-03-02T00:00:00Z')
const AFTER = WEEK + BONUS_PERIOD_MS + 3_600_000
const DAY = 86_400
const provider = localAccount(30).address

let world: World

beforeAll(async () => {
  world = await createWorld()
}, 180_000)
afterAll(async () => {
  await world?.stop()
}, 30_000)

const distributor = () =>
  ({ address: world.chain.deployment.addresses.BonusDistributor as Address, abi: bonusDistributorAbi }) as const
const token = () => ({ address: world.chain.deployment.addresses.AiigoToken, abi: aiigoTokenAbi }) as const
const balanceOf = (who: Address) =>
  world.chain.reader.readContract({ ...token(), functionName: 'balanceOf', args: [who] })
const walletOf = (key: Hex) => createWallet(world.chain.chainId, world.chain.rpcUrl, key)
const mined = async (hash: Hex) =>
  expect((await world.chain.reader.waitForTransactionReceipt({ hash })).status).toBe('success')
const announced = () =>
  world.chain.reader.getContractEvents({ ...distributor(), eventName: 'EpochPosted', fromBlock: 0n, strict: true })
const later = async (seconds: number) => {
  await world.chain.control.increaseTime({ seconds })
  await world.chain.control.mine({ blocks: 1 })
}

/** A task that was paid in AIIGO in the n-th week. */
async function worked(who: Address, cost: bigint, week: number): Promise<void> {
  const em = world.deps.storage.fork()
  const at = new Date(WEEK + week * BONUS_PERIOD_MS + 3_600_000)
  const node = await makeNode(em, { provider: who.toLowerCase(), online: false, availability: 'UNAVAILABLE' })
  const result = { manifestCid: '', manifestSha256: '', usage: 1n, exitCode: 0, outputs: [], cost }
  const job = await makeJob(em, { token: token().address.toLowerCase(), state: 'PAID', result })
  await em.execute('update job set ended_at = ? where id = ?', [at.toISOString(), job.id])
  await em.insert(Attempt, {
    id: randomUUID(),
    jobId: job.id,
    taskId: job.taskId,
    nodeId: node.id,
    provider: who.toLowerCase(),
    state: 'SUCCEEDED',
    rate: 1n,
    score: { total: 0, terms: {}, weights: {} },
    offeredAt: at,
    expiresAt: at,
    endedAt: at,
  })
}

/** The job while the distributor says something else of itself than it does. */
async function postWhile(changes: Partial<DistributorState>) {
  const real = world.deps.distributor
  if (!real) throw new Error('expected a distributor')
  return postBonusEpoch({
    ...world.deps,
    distributor: { ...real, state: async () => ({ ...(await real.state()), ...changes }) },
  })
}

test('an epoch is announced once, when the distributor can take it, and its awards can be claimed', async () => {
  const { deps, chain } = world
  await worked(provider, parseEther('1000'), 0)
  await worked(localAccount(31).address, parseEther('200'), 0)
  expect(await postBonusEpoch(deps)).toBe('NOTHING_TO_POST')
  await recordBonusWeeks(deps, AFTER)
  // Without a budget the week waits.
  expect(await readBonusEpochs(deps.storage.fork(), 9)).toEqual([])
  const sale = walletOf(localRoles().publicSale.privateKey)
  await mined(
    await sale.writeContract({
      ...token(),
      functionName: 'transfer',
      args: [distributor().address, parseEther('1000')],
    }),
  )
  await recordBonusWeeks(deps, AFTER)
  // 3 % of what was paid is less than 40 % of the budget.
  const total = parseEther('36')
  expect(await readBonusEpochs(deps.storage.fork(), 9)).toMatchObject([{ epoch: 1, total }])

  expect(await postBonusEpoch({ ...deps, distributor: null })).toBe('NO_DISTRIBUTOR')
  expect(await postWhile({ cap: total - 1n })).toBe('ABOVE_CAP')
  expect(await postWhile({ budget: total - 1n })).toBe('ABOVE_BUDGET')
  expect(await postWhile({ nextPostAt: new Date((await deps.marketplace.now()).getTime() + 60_000) })).toBe('TOO_SOON')
  expect(await announced()).toEqual([])
  expect(await deps.storage.fork().count(ChainTransaction, { kind: 'postBonusEpoch' })).toBe(0)

  const outcomes = await Promise.all([postBonusEpoch(deps), postBonusEpoch(deps)])
  expect(outcomes).toContain('POSTED')
  expect(await postBonusEpoch(deps)).toBe('NOTHING_TO_POST')
  const [award] = await readBonusProofs(deps.storage.fork(), provider.toLowerCase(), 9)
  expect((await announced()).map(({ args: { epoch, root, total } }) => ({ epoch, root, total }))).toEqual([
    { epoch: 1n, root: award?.root, total },
  ])

  const { amount = 0n, proof = [] } = award ?? {}
  expect(amount).toBe(parseEther('30'))
  const before = await balanceOf(provider)
  const anyone = walletOf(localAccount(32).privateKey)
  const claim = { ...distributor(), functionName: 'claim', args: [1n, provider, amount, proof as Hex[]] } as const
  await expect(anyone.writeContract(claim)).rejects.toThrow('BonusDistributor_ClaimsNotOpen')
  await later(2 * DAY)
  await mined(await anyone.writeContract(claim))
  expect((await balanceOf(provider)) - before).toBe(amount)

  // The next week's has to wait until seven days after the first announcement.
  await worked(provider, parseEther('100'), 1)
  await recordBonusWeeks(deps, AFTER + BONUS_PERIOD_MS)
  expect(await postBonusEpoch(deps)).toBe('TOO_SOON')
  await later(5 * DAY)
  // Another party's epochs on the chain are no reason to go on counting.
  expect(await postWhile({ lastRoot: `0x${'ab'.repeat(32)}` })).toBe('NUMBERS_DIFFER')
  expect(await postBonusEpoch(deps)).toBe('POSTED')
  expect((await announced()).map(({ args }) => [args.epoch, args.total])).toEqual([
    [1n, total],
    [2n, parseEther('3')],
  ])
  expect(await chain.reader.readContract({ ...distributor(), functionName: 'lastEpoch' })).toBe(2n)
}, 120_000)

test('a distributor that refuses in the last moment is no failure: the epoch is kept', async () => {
  const { deps } = world
  await worked(provider, parseEther('100'), 2)
  await recordBonusWeeks(deps, AFTER + 2 * BONUS_PERIOD_MS)
  // The state still reads as if it could be announced at once.
  expect(await postWhile({ nextPostAt: new Date(0) })).toBe('REFUSED')
  expect(await announced()).toHaveLength(2)
  await later(7 * DAY)
  expect(await postBonusEpoch(deps)).toBe('POSTED')
}, 60_000)
