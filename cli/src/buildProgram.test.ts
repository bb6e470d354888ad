import { describe, expect, test } from '@jest/globals'
import { findCommand } from './buildProgram.js'

describe('the command that a call means', () => {
  test.each([
    [['jobs', '--json'], 'jobs'],
    [['--json', 'jobs'], 'jobs'],
    [['--api', 'http://jobs', 'quote', 'job.yaml'], 'quote'],
    [['balance'], 'balance'],
    [['balance', 'deposit', '1', 'ETH'], 'balance deposit'],
    [['help', 'wallet', 'new'], 'wallet new'],
    [['wallet'], undefined],
    [['constructor'], undefined],
    [[], undefined],
  ])('%j', (argv, name) => {
    expect(findCommand(argv)?.name).toBe(name)
  })
})
