import { aiigoTokenAbi, createWallet, LOCAL_CHAIN_ID, partnerBondsAbi } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { ETH_ADDRESS } from '@aiigo/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Address, type Hex, keccak256, parseEther, stringToBytes } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type LocalChain, startLocalChain } from '../testing/startLocalChain.js'
import { createProvider } from './createProvider.js'
import type { BondTerms, Provider } from './Provider.js'

const STAKE = parseEther('1000')
const SLA = 9_900
const NO_BOND = { amount: 0n, slaBps: 0, availableAt: 0, isPartner: false }

let chain: LocalChain
let terms: BondTerms
/** A provider with one node that has no bond, and AIIGO for two. */
let wallet: PrivateKeyAccount
let provider: Provider
let nodeId: Hex

beforeAll(async () => {
  chain = await startLocalChain()
  terms = await (await providerOf(await chain.account())).bondTerms()
}, 120_000)
afterAll(() => chain?.stop())
beforeEach(async () => {
  wallet = await chain.account(STAKE + 2n * terms.minimum)
  provider = await providerOf(wallet)
  nodeId = await registers(provider)
})

const providerOf = async (account: PrivateKeyAccount) => createProvider(await chain.connect(account))

async function registers(me: Provider): Promise<Hex> {
  const salt = keccak256(stringToBytes(me.address))
  const spec = { resourceType: 1, units: 4, region: '0x4555000000000000', specHash: salt } as const
  await me.register({ salt, spec, asks: [{ token: ETH_ADDRESS, rate: 5n }], stake: STAKE })
  return me.nodeIdOf(salt)
}

const bonds = () => ({ address: chain.deployment.addresses.PartnerBonds, abi: partnerBondsAbi }) as const
const aiigo = () => ({ address: chain.deployment.addresses.AiigoToken, abi: aiigoTokenAbi }) as const
const held = (account: Address) => chain.reader.readContract({ ...aiigo(), functionName: 'balanceOf', args: [account] })
const allowance = () =>
  chain.reader.readContract({ ...aiigo(), functionName: 'allowance', args: [wallet.address, bonds().address] })
const storedBond = () => chain.reader.readContract({ ...bonds(), functionName: 'bondOf', args: [nodeId] })
const chainTime = async () => Number((await chain.reader.getBlock()).timestamp)

/** The purposes of the transactions that a verb sends, and how the wallet was asked for them. */
function noting() {
  const sent: string[] = []
  const asked: string[] = []
  const options = {
    onTransaction: ({ what }: { what: string }) => void sent.push(what),
    onPrompt: ({ kind }: { kind: string }) => void asked.push(kind),
  }
  return { sent, asked, options }
}

async function passes(seconds: number): Promise<void> {
  await chain.control.increaseTime({ seconds })
  await chain.control.mine({ blocks: 1 })
}

test('the terms are those of the contract', async () => {
  const read = <const Name extends 'minimumBond' | 'MIN_SLA_BPS' | 'MAX_SLA_BPS' | 'unbondingSeconds'>(name: Name) =>
    chain.reader.readContract({ ...bonds(), functionName: name })
  expect(await provider.bondTerms()).toEqual({
    minimum: await read('minimumBond'),
    minSlaBps: await read('MIN_SLA_BPS'),
    maxSlaBps: await read('MAX_SLA_BPS'),
    unbondingSeconds: await read('unbondingSeconds'),
  })
  expect(terms).toMatchObject({ minimum: parseEther('50000'), minSlaBps: 9_000, maxSlaBps: 10_000 })
  expect(terms.unbondingSeconds).toBeGreaterThan(86_400)
})

describe('a node without a bond', () => {
  test('has none to read', async () => {
    expect(await provider.bondOf(nodeId)).toEqual({ ...NO_BOND, suspendedUntil: 0, openDisputes: 0 })
  })

  test('gets one by an allowance of exactly the bond and a commitment', async () => {
    const { sent, asked, options } = noting()
    const before = await held(wallet.address)
    await provider.commitBond(nodeId, SLA, terms.minimum, options)
    expect(sent).toEqual(['allowing the contract of partner bonds to take the bond', 'commit'])
    expect(asked).toEqual(['TRANSACTION', 'TRANSACTION'])
    expect(await storedBond()).toMatchObject({ amount: terms.minimum, slaBps: SLA, availableAt: 0 })
    expect([await held(wallet.address), await allowance()]).toEqual([before - terms.minimum, 0n])
    expect(await provider.bondOf(nodeId)).toEqual({
      ...{ amount: terms.minimum, slaBps: SLA, availableAt: 0, suspendedUntil: 0, isPartner: true, openDisputes: 0 },
    })
  })

  test.each<[string, (minimum: bigint) => [number, bigint], string]>([
    ['less than the minimum', (minimum) => [SLA, minimum - 1n], 'PartnerBonds_BondBelowMinimum'],
    ['an uptime that is no commitment', (minimum) => [8_999, minimum], 'PartnerBonds_SlaOutOfBounds'],
    ['more than the whole time', (minimum) => [10_001, minimum], 'PartnerBonds_SlaOutOfBounds'],
  ])('gets none of %s', async (_, bondOf, error) => {
    await expect(provider.commitBond(nodeId, ...bondOf(terms.minimum))).rejects.toMatchObject({
      code: 'REVERTED',
      message: expect.stringContaining(error),
    })
    expect((await storedBond()).amount).toBe(0n)
  })

  test('asks the wallet for nothing when it has too little AIIGO', async () => {
    const { sent, options } = noting()
    const tooMuch = (await held(wallet.address)) + 1n
    await expect(provider.commitBond(nodeId, SLA, tooMuch, options)).rejects.toMatchObject({ code: 'NOT_ENOUGH_MONEY' })
    expect(sent).toEqual([])
  })

  test('gets none of another wallet', async () => {
    const stranger = await providerOf(await chain.account(terms.minimum))
    await expect(stranger.commitBond(nodeId, SLA, terms.minimum)).rejects.toMatchObject({
      message: expect.stringContaining('PartnerBonds_NotProvider'),
    })
  })

  test('has nothing to add to, to release or to withdraw', async () => {
    for (const [verb, error] of [
      [() => provider.topUpBond(nodeId, 1n), 'PartnerBonds_NoBond'],
      [() => provider.releaseBond(nodeId), 'PartnerBonds_NoBond'],
      [() => provider.withdrawBond(nodeId), 'PartnerBonds_NotReleasing'],
    ] as const) {
      await expect(verb()).rejects.toMatchObject({ code: 'REVERTED', message: expect.stringContaining(error) })
    }
  })
})

describe('a node with a bond', () => {
  beforeEach(async () => {
    await provider.commitBond(nodeId, SLA, terms.minimum)
  })

  test('is added to once for each call, by an allowance of exactly that much', async () => {
    const more = parseEther('12.5')
    const { sent, options } = noting()
    await provider.topUpBond(nodeId, more, options)
    await provider.topUpBond(nodeId, more)
    expect(sent).toEqual(['allowing the contract of partner bonds to take the bond', 'topUp'])
    expect((await provider.bondOf(nodeId)).amount).toBe(terms.minimum + 2n * more)
    expect((await storedBond()).amount).toBe(terms.minimum + 2n * more)
    expect(await allowance()).toBe(0n)
  })

  test('has one commitment', async () => {
    await expect(provider.commitBond(nodeId, SLA, terms.minimum)).rejects.toMatchObject({
      message: expect.stringContaining('PartnerBonds_AlreadyCommitted'),
    })
  })

  test('is no partner from its release on, and takes no more', async () => {
    await provider.releaseBond(nodeId)
    const availableAt = (await chainTime()) + terms.unbondingSeconds
    expect(await provider.bondOf(nodeId)).toMatchObject({
      amount: terms.minimum,
      slaBps: SLA,
      availableAt,
      isPartner: false,
    })
    for (const verb of [() => provider.topUpBond(nodeId, 1n), () => provider.releaseBond(nodeId)]) {
      await expect(verb()).rejects.toMatchObject({ message: expect.stringContaining('PartnerBonds_Releasing') })
    }
  })

  test('pays it out after its time, once, to the wallet', async () => {
    await provider.releaseBond(nodeId)
    await expect(provider.withdrawBond(nodeId)).rejects.toMatchObject({
      message: expect.stringContaining('PartnerBonds_StillBonded'),
    })
    await passes(terms.unbondingSeconds)
    const before = await held(wallet.address)
    await provider.withdrawBond(nodeId)
    expect(await held(wallet.address)).toBe(before + terms.minimum)
    expect(await provider.bondOf(nodeId)).toMatchObject(NO_BOND)
    await expect(provider.withdrawBond(nodeId)).rejects.toMatchObject({ code: 'REVERTED' })
    // A new commitment is possible.
    await provider.commitBond(nodeId, 9_000, terms.minimum)
    expect(await provider.bondOf(nodeId)).toMatchObject({ slaBps: 9_000, isPartner: true })
  })

  test('pays it out to another address that the wallet names', async () => {
    const { address: savings } = await chain.account()
    await provider.releaseBond(nodeId)
    await passes(terms.unbondingSeconds)
    await provider.withdrawBond(nodeId, { to: savings })
    expect(await held(savings)).toBe(terms.minimum)
  })

  test('is suspended when the operator reports a broken commitment', async () => {
    const operator = createWallet(LOCAL_CHAIN_ID, chain.rpcUrl, localRoles().operator.privateKey)
    const report = { ...bonds(), functionName: 'reportBreach', args: [nodeId, SLA - 1] } as const
    await chain.reader.waitForTransactionReceipt({ hash: await operator.writeContract(report) })
    const { suspendedUntil, isPartner, amount } = await provider.bondOf(nodeId)
    expect([isPartner, amount]).toEqual([false, terms.minimum])
    expect(suspendedUntil).toBe((await chainTime()) + 30 * 86_400)
  })
})
