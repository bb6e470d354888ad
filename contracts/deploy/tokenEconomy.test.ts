import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  type Address,
  concat,
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeAbiParameters,
  type Hex,
  http,
  keccak256,
  parseEther,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Deployment, deployContracts } from './deployContracts.js'
import { type LocalAccount, localAccount, localGuardians, localRoles } from './localAccounts.js'
import { localPreset } from './presets.js'
import { everyContract } from './testing/everyContract.js'
import { startAnvil, type TestChain } from './testing/startAnvil.js'

const DAY = 86_400
const MONTH = 2_628_000
const roles = localRoles()
const outsider = localAccount(19)
const folder = mkdtempSync(join(tmpdir(), 'aiigo-economy-'))

let anvil: TestChain
let deployment: Deployment
let start: number
let fresh: Hex

beforeAll(async () => {
  anvil = await startAnvil()
  start = Math.floor(Date.now() / 1000) + DAY
  deployment = await deployContracts({
    rpcUrl: anvil.rpcUrl,
    deployerPrivateKey: roles.deployer.privateKey,
    config: localPreset({ vestingStart: start }),
    journalPath: join(folder, 'journal.json'),
  })
  for (const { address } of [...localGuardians(), ...Object.values(roles), outsider]) {
    await chain().setBalance({ address, value: parseEther('10') })
  }
  fresh = await chain().snapshot()
}, 180_000)

afterAll(async () => {
  await anvil.stop()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await chain().revert({ id: fresh })
  fresh = await chain().snapshot()
})

const client = () => createPublicClient({ transport: http(anvil.rpcUrl), pollingInterval: 20 })
const chain = () => createTestClient({ mode: 'anvil', transport: http(anvil.rpcUrl) })

function contract(name: string) {
  const found = everyContract(deployment).find((standing) => standing.name === name)
  if (!found) throw new Error(`expected a contract named ${name} in the deployment`)
  return found
}

const read = (name: string, functionName: string, args: readonly unknown[] = []): Promise<unknown> =>
  client().readContract({ ...contract(name), functionName, args })

/** Sends a transaction, in a block of that time if one is given, and waits for it. */
async function calls(who: LocalAccount, name: string, functionName: string, args: readonly unknown[], at?: number) {
  const wallet = createWalletClient({
    account: privateKeyToAccount(who.privateKey),
    transport: http(anvil.rpcUrl),
  })
  if (at !== undefined) await chain().setNextBlockTimestamp({ timestamp: BigInt(at) })
  // A fixed limit: an estimate would be made for the time before.
  const hash = await wallet.writeContract({ ...contract(name), functionName, args, chain: null, gas: 3_000_000n })
  const { status } = await client().waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error(`${name}.${functionName} reverted`)
}

/** In whole AIIGO; exact, or an error. */
async function balanceOf(account: Address): Promise<number> {
  const units = (await read('AiigoToken', 'balanceOf', [account])) as bigint
  if (units % 10n ** 18n !== 0n) throw new Error(`expected a whole number of AIIGO, found ${units} base units`)
  return Number(units / 10n ** 18n)
}

async function stakes(amount: bigint): Promise<void> {
  await calls(roles.publicSale, 'AiigoToken', 'approve', [contract('StakerLocks').address, amount])
  await calls(roles.publicSale, 'StakerLocks', 'lock', [amount, 0])
}

describe('the token calendar of a deployment', () => {
  test('frees all six allocations: start, cliffs, midway, end', async () => {
    const { AiigoToken } = deployment.addresses
    // Months since the start; then, in millions of AIIGO and without the Community Rewards: team, private sale.
    const calendar = [
      [0, 0, 0],
      [3, 0, 0],
      [6, 0, 25],
      [12, 50, 50],
      [15, 62.5, 62.5],
      [24, 100, 100],
      [36, 150, 100],
      [48, 150, 100],
    ] as const
    await stakes(parseEther('1'))
    for (const [months, team, privateSale] of calendar) {
      const at = start + months * MONTH
      await calls(outsider, 'teamVesting', 'release', [AiigoToken], at)
      await calls(outsider, 'privateSaleVesting', 'release', [AiigoToken], at + 1)
      expect(await balanceOf(roles.team.address)).toBe(team * 1e6)
      // A second later than the calendar's date, so less than five AIIGO more.
      const sold = (await read('AiigoToken', 'balanceOf', [roles.privateSale.address])) as bigint
      expect(Number(sold / 10n ** 18n)).toBeGreaterThanOrEqual(privateSale * 1e6)
      expect(Number(sold / 10n ** 18n)).toBeLessThan(privateSale * 1e6 + 5)
      expect(await balanceOf(roles.treasury.address)).toBe(200e6)
      expect(await balanceOf(roles.publicSale.address)).toBe(100e6 - 1)
      expect(await balanceOf(roles.ecosystem.address)).toBe(50e6)

      // The Community Rewards vest from the first second on; they can be passed on at every date but the first.
      const vested = (await read('communityRewardsVesting', 'vestedAmount', [AiigoToken, BigInt(at)])) as bigint
      expect(vested).toBe((parseEther('400000000') * BigInt(months)) / 48n)
      if (months > 0) await calls(outsider, 'CommunityRewards', 'distribute', [])
    }
    expect(await balanceOf(contract('communityRewardsVesting').address)).toBe(0)
    expect(await balanceOf(contract('CommunityRewards').address)).toBe(0)
    const stream = (await read('StakerLocks', 'yieldReserve')) as bigint
    const budget = (await read('BonusDistributor', 'budget')) as bigint
    expect(stream + budget).toBe(parseEther('400000000'))
    // Each of the seven splits rounds the stakers' three quarters down by less than a unit.
    expect(parseEther('300000000') - stream).toBeLessThan(8n)
  }, 120_000)
})

describe('the Community Rewards of a deployment', () => {
  test('reach stakers and bonuses, whoever calls', async () => {
    await stakes(parseEther('1000'))
    await calls(outsider, 'CommunityRewards', 'distribute', [], start + 36.5 * DAY)

    // A fortieth of 400 000 000, three quarters of it over the same 36.5 days.
    expect(await read('StakerLocks', 'yieldReserve')).toBe(parseEther('7500000'))
    expect(await read('StakerLocks', 'rate')).toBe(2_378_234_398_782_343_987n)
    expect(await read('StakerLocks', 'streamEndsAt')).toBe(start + 73 * DAY)
    expect(await read('BonusDistributor', 'budget')).toBe(parseEther('2500000'))
  }, 60_000)

  test('pay bonuses that the operator announced and no guardian objected to', async () => {
    await stakes(parseEther('1000'))
    await calls(outsider, 'CommunityRewards', 'distribute', [], start + 36.5 * DAY)
    const provider = localAccount(30).address
    const leaf = (epoch: bigint) => {
      const types = [{ type: 'uint256' }, { type: 'address' }, { type: 'uint256' }] as const
      return keccak256(concat([keccak256(encodeAbiParameters(types, [epoch, provider, parseEther('500')]))]))
    }
    await calls(roles.operator, 'BonusDistributor', 'post', [1n, leaf(1n), parseEther('500')])

    const [first, second] = localGuardians() as [LocalAccount, LocalAccount]
    await calls(first, 'GuardianCouncil', 'voteCancelEpoch', [1n])
    expect(await read('BonusDistributor', 'reserved')).toBe(parseEther('500'))
    await calls(second, 'GuardianCouncil', 'voteCancelEpoch', [1n])
    expect(await read('BonusDistributor', 'reserved')).toBe(0n)

    await calls(roles.operator, 'BonusDistributor', 'post', [2n, leaf(2n), parseEther('500')])
    await chain().increaseTime({ seconds: 2 * DAY })
    await calls(outsider, 'BonusDistributor', 'claim', [2n, provider, parseEther('500'), []])
    expect(await balanceOf(provider)).toBe(500)
  }, 60_000)
})

describe('the council of a deployment', () => {
  test('pauses new tasks with two of three votes, and ends the pause', async () => {
    const [first, second, third] = localGuardians() as [LocalAccount, LocalAccount, LocalAccount]
    const now = async () => Number((await client().getBlock()).timestamp)
    await calls(first, 'GuardianCouncil', 'votePause', [3 * DAY])
    expect(Number(await read('TaskMarketplace', 'pausedUntil'))).toBeLessThan(await now())
    await calls(third, 'GuardianCouncil', 'votePause', [3 * DAY])
    expect(await read('TaskMarketplace', 'pausedUntil')).toBe((await now()) + 3 * DAY)

    await calls(second, 'GuardianCouncil', 'voteUnpause', [])
    await calls(third, 'GuardianCouncil', 'voteUnpause', [])
    expect(Number(await read('TaskMarketplace', 'pausedUntil'))).toBeLessThan(await now())
  }, 60_000)
})
