import { expect, test } from '@jest/globals'
import { accessOf, CONTRACTS } from './accessOf.js'

test('a task is small up to the cap of its token, and always where there is no cap', () => {
  expect([accessOf(500n, 500n), accessOf(501n, 500n), accessOf(10n ** 30n, 0n)]).toEqual(['SMALL', 'STANDARD', 'SMALL'])
  expect(CONTRACTS.map((contract) => accessOf(1n, 500n, contract))).toEqual(['STANDARD', 'ENTERPRISE', 'DIRECT'])
})
