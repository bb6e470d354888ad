import { describe, expect, test } from '@jest/globals'
import { adviseOn } from './adviseOn.js'

const local = { apiUrl: 'http://127.0.0.1:4000/graphql', isDefaultApi: true }

describe('the advice for an error', () => {
  test.each([
    ['of the local platform that does not run', 'NETWORK', /npm start/],
    ['without money', 'NOT_ENOUGH_MONEY', /aiigo balance.*aiigo faucet/],
    ['of an unknown job', 'JOB_UNKNOWN', /aiigo jobs/],
    ['of an input whose problem is known', 'BUDGET_BELOW_EVERY_ASK', /aiigo quote/],
  ])('%s names a command', (_, code, advice) => {
    expect(adviseOn(['SOMETHING_NEW', code], 'submit', local)).toMatch(advice)
  })

  test('of another platform names it', () => {
    const settings = { apiUrl: 'https://market.example/graphql', isDefaultApi: false }
    expect(adviseOn(['NETWORK'], 'submit', settings)).toContain('https://market.example/graphql')
  })

  test('that no command helps with is none', () => {
    expect(adviseOn(['SOMETHING_NEW'], 'submit', local)).toBeNull()
  })

  test.each([
    ['node activate', /aiigo node show/],
    ['stake withdraw', /aiigo stake show/],
    ['vote cast', /aiigo vote show/],
    ['arbitrate commit', /aiigo arbitrate show/],
    ['submit', /aiigo jobs, aiigo balance/],
  ])('of a contract names the command that shows the matter: %s', (command, advice) => {
    expect(adviseOn(['REVERTED'], command, local)).toMatch(advice)
  })
})
