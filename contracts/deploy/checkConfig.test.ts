import { describe, expect, test } from '@jest/globals'
import { parseEther, zeroAddress } from 'viem'
import { checkConfig } from './checkConfig.js'
import type { DeployConfig } from './config.js'
import { DeployConfigError } from './errors.js'
import { localAccount, localGuardians, localRoles } from './localAccounts.js'
import { localPreset, mainnetPreset, sepoliaPreset } from './presets.js'

const DAY = 86_400
const roles = localRoles()
const guardians = localGuardians().map(({ address }) => address)
const accounts = {
  operator: roles.operator.address,
  treasury: roles.treasury.address,
  holders: {
    team: roles.team.address,
    privateSale: roles.privateSale.address,
    publicSale: roles.publicSale.address,
  },
  council: { members: guardians, threshold: 2 },
}

/** The refusal's text, of the local preset with this difference. */
function refusal(overrides: Partial<DeployConfig>): string {
  try {
    checkConfig(localPreset(overrides))
  } catch (error) {
    expect(error).toBeInstanceOf(DeployConfigError)
    return (error as Error).message
  }
  throw new Error('expected a refusal')
}

describe('checkConfig', () => {
  test('takes the presets', () => {
    for (const config of [localPreset(), sepoliaPreset(accounts), mainnetPreset(accounts)]) checkConfig(config)
  })

  test('refuses an unbonding that a task with its window and dispute outlasts', () => {
    const { arbitration } = sepoliaPreset(accounts)
    const exactly = 30 * DAY + 7 * DAY + 3 * DAY
    expect(refusal({ arbitration, unbondingSeconds: exactly })).toContain(`expected more than ${exactly}`)
    checkConfig(localPreset({ arbitration, unbondingSeconds: exactly + 1 }))
  })

  test("refuses stakers' unbonding that a vote outlasts", () => {
    const governance = { ...localPreset().governance, unbondingSeconds: 8 * DAY }
    expect(refusal({ governance })).toContain('governance.unbondingSeconds')
  })

  test('refuses a council that is too small, too large, or that one member rules', () => {
    const many = Array.from({ length: 16 }, (_, index) => localAccount(index).address)
    expect(refusal({ council: { members: guardians.slice(1), threshold: 2 } })).toContain('3 to 15, got 2')
    expect(refusal({ council: { members: many, threshold: 2 } })).toContain('3 to 15, got 16')
    expect(refusal({ council: { members: guardians, threshold: 1 } })).toContain('2 to 3, got 1')
    expect(refusal({ council: { members: guardians, threshold: 4 } })).toContain('2 to 3, got 4')
  })

  test('names members and arbitrators that are zero or named twice', () => {
    const [first] = guardians as [`0x${string}`]
    const text = refusal({
      council: { members: [...guardians, first], threshold: 2 },
      arbitration: { ...localPreset().arbitration, arbitrators: [...guardians, roles.team.address, zeroAddress] },
    })
    expect(text).toContain(`council.members: ${first} is named twice`)
    expect(text).toContain(`arbitration.arbitrators: expected an address, got ${zeroAddress}`)
  })

  test('refuses a panel that can not be drawn', () => {
    const arbitration = { ...localPreset().arbitration, arbitrators: guardians }
    expect(refusal({ arbitration })).toContain('none or 5 to 128, got 3')
  })

  test("refuses an economy outside the contracts' bounds, every problem at once", () => {
    const economy = {
      stakingShareBps: 9_001,
      bonusEpochCap: 0n,
      minimumBond: parseEther('0.5'),
      relayAllowance: parseEther('6'),
    }
    const text = refusal({ economy })
    for (const name of ['stakingShareBps', 'bonusEpochCap', 'minimumBond', 'relayAllowance'])
      expect(text).toContain(name)
  })
})
