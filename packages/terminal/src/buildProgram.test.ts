import { describe, expect, test } from '@jest/globals'
import { findCommand } from './buildProgram.js'
import type { CommandTree } from './Command.js'
import { OUTPUT_OPTIONS } from './globalOptions.js'

const named = (name: string) => ({ name, summary: name, group: 'All', load: () => Promise.reject(new Error(name)) })
const tree: CommandTree = {
  commands: ['jobs', 'quote', 'balance', 'balance deposit', 'wallet new'].map(named),
  groups: { wallet: { summary: 'wallets', group: 'All' } },
  options: [{ flags: '--api <URL>', about: 'a platform' }, ...OUTPUT_OPTIONS],
}

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
    expect(findCommand(tree, argv)?.name).toBe(name)
  })
})
