import { describe, expect, test } from '@jest/globals'
import { localAccount } from '../localAccounts.js'
import { readDeployEnvironment } from './config.js'

const address = (index: number) => localAccount(index).address
const sepolia = {
  ETHEREUM_RPC_URL: 'http://127.0.0.1:8545',
  CHAIN_ID: '11155111',
  DEPLOYER_PRIVATE_KEY: localAccount(0).privateKey,
  OPERATOR_ADDRESS: address(1),
  TREASURY_ADDRESS: address(2),
  HOLDER_TEAM: address(3),
  HOLDER_PRIVATE_SALE: address(4),
  HOLDER_PUBLIC_SALE: address(5),
  GUARDIANS: `${address(6)}, ${address(7)},${address(8)}`,
}

describe('readDeployEnvironment', () => {
  test('takes the council as a list, a majority of it as its threshold, and no arbitrators', () => {
    const { config } = readDeployEnvironment(sepolia)
    expect(config.council).toEqual({ members: [address(6), address(7), address(8)], threshold: 2 })
    expect(config.arbitration.arbitrators).toEqual([])
    expect(config.admin).toBeNull()
  })

  test('takes a threshold and arbitrators when they are named', () => {
    const arbitrators = [10, 11, 12, 13, 14].map(address)
    const { config } = readDeployEnvironment({
      ...sepolia,
      GUARDIAN_THRESHOLD: '3',
      ARBITRATORS: arbitrators.join(','),
    })
    expect(config.council.threshold).toBe(3)
    expect(config.arbitration.arbitrators).toEqual(arbitrators)
  })

  test('treats empty settings as absent', () => {
    const { config } = readDeployEnvironment({ ...sepolia, GUARDIAN_THRESHOLD: '', ARBITRATORS: '' })
    expect(config.council.threshold).toBe(2)
    expect(config.arbitration.arbitrators).toEqual([])
  })

  test('names every setting that is missing or wrong', () => {
    const { GUARDIANS: _, ...without } = sepolia
    expect(() => readDeployEnvironment(without)).toThrow(/GUARDIANS/)
    expect(() => readDeployEnvironment({ ...sepolia, ARBITRATORS: 'someone', TREASURY_ADDRESS: '0x12' })).toThrow(
      /TREASURY_ADDRESS[\s\S]*ARBITRATORS/,
    )
  })

  test('needs nothing but the chain for a local one', () => {
    const { config } = readDeployEnvironment({ ETHEREUM_RPC_URL: 'http://127.0.0.1:8545', CHAIN_ID: '31337' })
    expect(config.council.members).toHaveLength(3)
    expect(config.arbitration.arbitrators).toHaveLength(5)
  })
})
