import { describe, expect, test } from '@jest/globals'
import { developmentAccount } from './developmentAccount.js'
import { findDevelopmentAccount } from './findDevelopmentAccount.js'

const wallets = [
  { name: 'Buyer 1', address: developmentAccount(12).address },
  { name: 'Buyer 2', address: developmentAccount(13).address },
  { name: 'Provider of community-1', address: developmentAccount(9).address },
  { name: 'Stranger', address: `0x${'12'.repeat(20)}` as const },
]

describe('a development wallet by its role', () => {
  test.each([
    ['buyer', 'Buyer 1', 12],
    ['buyer-2', 'Buyer 2', 13],
    ['Buyer 2', 'Buyer 2', 13],
    ['provider', 'Provider of community-1', 9],
    ['provider-of-community-1', 'Provider of community-1', 9],
  ])('%s', (role, name, index) => {
    const found = findDevelopmentAccount(wallets, role)
    expect(found).toMatchObject({ name, index, address: found.account.address })
  })

  test.each([
    ['nobody', /expected one of the development wallets buyer-1, buyer-2, .*, got nobody/],
    ['buy', /got buy/],
    ['stranger', /to be of the development mnemonic, it is not/],
  ])('is none: %s', (role, message) => {
    expect(() => findDevelopmentAccount(wallets, role)).toThrow(message)
  })

  test('is none on a chain that has none', () => {
    expect(() => findDevelopmentAccount([], 'buyer')).toThrow(/the platform has none/)
  })
})
