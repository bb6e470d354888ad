import { expect, test } from '@jest/globals'
import { TIERS, TRUST_LEVELS } from '../resource.js'
import { accessOf, CONTRACTS } from './accessOf.js'
import { contractLevelOf } from './contractLevelOf.js'

test('a task is small up to the cap of its token, and always where there is no cap', () => {
  expect([accessOf(500n, 500n), accessOf(501n, 500n), accessOf(10n ** 30n, 0n)]).toEqual(['SMALL', 'STANDARD', 'SMALL'])
  expect(CONTRACTS.map((contract) => accessOf(1n, 500n, contract))).toEqual(['STANDARD', 'ENTERPRISE', 'DIRECT'])
})

test('an OWNED node counts as PARTNER for contracts once it is VERIFIED; in other tiers the record alone counts', () => {
  expect(TRUST_LEVELS.map((level) => contractLevelOf(level, 'OWNED'))).toEqual([
    'NONE',
    'BASIC',
    'PARTNER',
    'PARTNER',
    'PARTNER',
  ])
  for (const tier of TIERS.filter((one) => one !== 'OWNED')) {
    expect(TRUST_LEVELS.map((level) => contractLevelOf(level, tier))).toEqual([...TRUST_LEVELS])
  }
})
