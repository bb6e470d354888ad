import { describe, expect, test } from '@jest/globals'
import { parseCall } from './parseCall.js'

describe('a call as a person writes it', () => {
  test.each([
    ['AiigoGovernor.setVotingPeriod(345600)', ['345600']],
    ['AiigoGovernor.setVotingPeriod(4 days)', ['345600']],
    ['AiigoGovernor.setVotingDelay( 36 hours )', ['129600']],
    ['AiigoGovernor.setProposalThreshold(20000 AIIGO)', ['20000000000000000000000']],
    ['NodeRegistry.setRegistrationFee(0.5 ETH)', ['500000000000000000']],
    ['TaskMarketplace.setFees(250, 100)', ['250', '100']],
    ['AiigoToken.transfer(0x12, 1)', ['0x12', '1']],
    ['A.setList([1 day, 2,3])', ['86400,2,3']],
    ['A.setList([])', ['']],
    ['A.setName("a, b (4 days)", [1])', ['a, b (4 days)', '1']],
    ['A.pause()', []],
  ])('%s', (text, args) => {
    const call = parseCall(text)
    expect(call?.args).toEqual(args)
    expect(call && text.startsWith(`${call.contract}.${call.functionName}(`)).toBe(true)
  })

  test.each([['setVotingPeriod(1)'], ['A.b'], ['A.b(1'], ['A.b(1,)'], ['A.b(1,,2)'], ['A.b("1)'], ['A.b([1)']])(
    '%s is none',
    (text) => expect(parseCall(text)).toBeNull(),
  )

  test('a fraction below the smallest unit is an error', () => {
    expect(() => parseCall('A.b(1.0000000001 gwei)')).toThrow(/at most 9 decimal places/)
  })
})
