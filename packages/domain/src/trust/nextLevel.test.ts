import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { nextLevel, type TrustRecord } from './nextLevel.js'

const aiigo = (amount: number) => BigInt(amount) * 10n ** 18n
const MINIMUM = aiigo(500)
const NEW: TrustRecord = {
  ...{ trustLevel: 'NONE', activeStake: 0n, powPasses: 0, tasksCompleted: 0, tasksFailed: 0 },
}

test.each<[string, Partial<TrustRecord>, object | null]>([
  ['without stake: the minimum', {}, { level: 'BASIC', stake: MINIMUM, powPasses: 0, tasks: 0, bond: false }],
  [
    'BASIC: stake and proofs',
    { trustLevel: 'BASIC', activeStake: aiigo(600), powPasses: 7 },
    { level: 'VERIFIED', stake: aiigo(400), powPasses: 3, tasks: 0, bond: false },
  ],
  [
    'VERIFIED with a good record: tasks up to 100',
    { trustLevel: 'VERIFIED', activeStake: aiigo(10_000), powPasses: 10, tasksCompleted: 40, tasksFailed: 2 },
    { level: 'TRUSTED', stake: 0n, powPasses: 0, tasks: 60, bond: false },
  ],
  [
    'VERIFIED with failures: until 95 of 100 succeed',
    { trustLevel: 'VERIFIED', activeStake: aiigo(12_000), powPasses: 12, tasksCompleted: 180, tasksFailed: 10 },
    { level: 'TRUSTED', stake: 0n, powPasses: 0, tasks: 10, bond: false },
  ],
  [
    'TRUSTED: the bond',
    { trustLevel: 'TRUSTED', activeStake: aiigo(10_000), powPasses: 10, tasksCompleted: 100 },
    { level: 'PARTNER', stake: 0n, powPasses: 0, tasks: 0, bond: true },
  ],
  ['PARTNER: nothing is above', { trustLevel: 'PARTNER' }, null],
])('%s', (_, record, expected) => {
  expect(nextLevel({ ...NEW, ...record }, MINIMUM)).toEqual(expected)
})

test('190 of 200 meet the contract’s 95 percent, 189 do not', () => {
  const missing = (tasksCompleted: number) =>
    nextLevel({ ...NEW, trustLevel: 'VERIFIED', tasksCompleted, tasksFailed: 10 }, MINIMUM)?.tasks
  expect([missing(189), missing(190)]).toEqual([1, 0])
})

test('the numbers are those of TrustMath.sol', () => {
  const source = readFileSync(new URL('../../../../contracts/src/libraries/TrustMath.sol', import.meta.url), 'utf8')
  const constant = (name: string): number => {
    const found = new RegExp(` constant ${name} = ([\\d_]+)(e18)?;`).exec(source)
    if (!found?.[1]) throw new Error(`expected TrustMath.sol to have a plain constant ${name}`)
    return Number(found[1].replaceAll('_', ''))
  }
  expect(nextLevel({ ...NEW, trustLevel: 'BASIC' }, MINIMUM)).toMatchObject({
    ...{ stake: aiigo(constant('VERIFIED_STAKE')), powPasses: constant('VERIFIED_POW_PASSES') },
  })
  const verified: TrustRecord = { ...NEW, trustLevel: 'VERIFIED' }
  expect(nextLevel(verified, MINIMUM)).toMatchObject({
    ...{ stake: aiigo(constant('TRUSTED_STAKE')), tasks: constant('TRUSTED_TASKS') },
  })
  const percent = constant('TRUSTED_SUCCESS_PERCENT')
  const { tasks = 0 } = nextLevel({ ...verified, tasksFailed: 50 }, MINIMUM) ?? {}
  const isReliable = (completed: number) => completed * 100 >= (completed + 50) * percent
  expect([isReliable(tasks - 1), isReliable(tasks)]).toEqual([false, true])
})
