import { readFile } from 'node:fs/promises'
import { pause } from '@aiigo/domain'
import { findPlatform } from '@aiigo/sdk'
import { findDevelopmentAccount } from '@aiigo/sdk/local'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { createTestClient, type Hex, http, toHex } from 'viem'
import {
  type CommandLine,
  ctrlC,
  enter,
  escapeCode,
  hasColours,
  inBash,
  inScript,
  inTerminal,
  JOB_ID,
  PASSWORD,
  plainText,
  type Terminal,
  type TerminalOptions,
} from '../testkit/aiigo.js'
import type { Marketplace } from '../testkit/marketplace.js'

/** A wallet of the local chain as a person keeps one: in an encrypted file, opened by a password. */
export interface KeptWallet {
  readonly line: CommandLine
  readonly key: Hex
  /** Types the password into a prompt. */
  password(terminal: Terminal): Promise<void>
}

/** Imports the key of a development wallet by prompts, and signs in with it. */
export async function keepsWallet(market: Marketplace, role: string): Promise<KeptWallet> {
  const line = { home: await market.folder(), apiUrl: market.stack.urls.api }
  const { developmentWallets } = await findPlatform({ apiUrl: line.apiUrl })
  const key = toHex(findDevelopmentAccount(developmentWallets, role).account.getHdKey().privateKey as Uint8Array)
  const importing = inTerminal(line, ['wallet', 'import'])
  await importing.says('Private key')
  importing.type(`${key}${enter}`)
  await importing.says('New password')
  importing.type(`${PASSWORD}${enter}`)
  await importing.says('again')
  importing.type(`${PASSWORD}${enter}`)
  await importing.says('imported the wallet default')
  expect(await importing.ended).toBe(0)
  expect(importing.raw()).not.toContain(key.slice(2))
  const password = async (terminal: Terminal): Promise<void> => {
    await terminal.says('Password of the wallet default')
    terminal.type(`${PASSWORD}${enter}`)
  }
  const login = inTerminal(line, ['login'])
  await password(login)
  await login.says('signed in as')
  expect(await login.ended).toBe(0)
  return { line, key, password }
}

/** Longest line that a command draws at a width; a command to copy is never cut. */
async function longestLine(line: CommandLine, argv: readonly string[], columns: number): Promise<number> {
  const shown = inTerminal(line, argv, { columns })
  expect([argv, await shown.ended]).toEqual([argv, 0])
  return Math.max(
    ...plainText(shown.raw())
      .split(/\r\n|\r|\n/)
      .filter((text) => !text.startsWith('→'))
      .map((text) => text.length),
  )
}

/** Whether a terminal had lines alone: no colours, no movements of the cursor, nothing drawn. */
function expectPlain(terminal: Terminal): void {
  expect(terminal.raw()).not.toContain(escapeCode)
  expect(terminal.raw().replaceAll('\r\n', '\n')).not.toContain('\r')
  expect(terminal.raw()).not.toMatch(/[│─┌█░⠋⠙]/)
}

/** A staker thinks about a proposal of its own and drops it, and a wallet votes on one that is open. */
export async function votesAtTerminal(market: Marketplace, proposal: string): Promise<void> {
  const staker = await keepsWallet(market, 'staker')
  const call = 'AiigoGovernor.setVotingPeriod(4 days)'
  const proposing = inTerminal(staker.line, ['vote', 'propose', call])
  await proposing.says('What it does, and why')
  proposing.type(`Four days are enough${enter}`)
  await proposing.says('calls AiigoGovernor.setVotingPeriod(newVotingPeriod: 345600)')
  await proposing.says('Propose this call as "Four days are enough"? A vote decides on it.')
  proposing.type(`n${enter}`)
  await proposing.says('nothing was sent')
  expect(await proposing.ended).toBe(1)
  const stopping = inTerminal(staker.line, ['vote', 'propose', call, '--plain'])
  await stopping.says('What it does, and why:')
  stopping.type(ctrlC)
  expect(await stopping.ended).toBe(130)
  expectPlain(stopping)
  const locking = inTerminal(staker.line, ['stake', 'lock', '5', '--days', '30'])
  await locking.says(/Lock 5 AIIGO.* for 30 days; an earlier end costs 5 %\?/)
  locking.type(`n${enter}`)
  expect(await locking.ended).toBe(1)

  const voter = await keepsWallet(market, 'buyer-2')
  for (const argv of [
    ['stake', 'show'],
    ['vote', 'proposals'],
    ['vote', 'show', proposal],
  ]) {
    expect(await longestLine(voter.line, argv, 200)).toBeLessThanOrEqual(200)
    const plain = inTerminal(voter.line, argv, { env: { NO_COLOR: '1' } })
    expect(await plain.ended).toBe(0)
    expect(hasColours(plain.raw())).toBe(false)
  }
  expect(await longestLine(voter.line, ['vote', 'proposals'], 80)).toBeLessThanOrEqual(80)
  const piped = await inBash(voter.line, 'set -o pipefail; $AIIGO vote proposals | head -c 1')
  expect(piped).toEqual({ code: 0, out: 'P', err: '' })
  const left = inTerminal(voter.line, ['vote', 'cast', proposal, 'ABSTAIN'])
  await left.says('Password of the wallet default')
  left.type(ctrlC)
  await left.says('run it again: aiigo vote cast')
  expect(await left.ended).toBe(130)
  const voting = inTerminal(voter.line, ['vote', 'cast', proposal, 'ABSTAIN', '--plain'])
  await voting.says('Password of the wallet default (not shown):')
  voting.type(`${PASSWORD}${enter}`)
  await voting.says(`voted ABSTAIN on proposal ${proposal}`)
  expect(await voting.ended).toBe(0)
  expectPlain(voting)
}

/** Providers and arbitrators at a terminal, whose keys are opened by a password. */
export function describeCliRoles(market: () => Marketplace): void {
  describe('a provider at a terminal', () => {
    let kept: KeptWallet
    let name: string
    let nodeId: Hex
    const opens = (argv: readonly string[], options: TerminalOptions = {}): Terminal =>
      inTerminal(kept.line, argv, options)

    beforeAll(async () => {
      // Another node than the one whose figures the script test counts.
      const agent = market().agents().at(1)
      if (!agent) throw new Error('expected a second agent')
      name = agent.name
      nodeId = market().stack.nodeIdOf(agent)
      kept = await keepsWallet(market(), `provider-of-${name}`)
      expect((await inScript(kept.line, ['faucet', 'AIIGO', 'ETH'])).code).toBe(0)
    })

    it('is asked with the amount before it stakes, and may say no or Ctrl-C', async () => {
      const before = await market().chain.activeStake(nodeId)
      const declining = opens(['node', 'stake', name, '10'])
      await declining.says(new RegExp(`Stake 10 AIIGO.* for node ${nodeId}\\?`))
      declining.type(`n${enter}`)
      await declining.says('nothing was paid')
      expect(await declining.ended).toBe(1)
      for (const at of ['Stake 10 AIIGO', 'Password of the wallet default']) {
        const stopping = opens(['node', 'stake', name, '10'])
        await stopping.says(/Stake 10 AIIGO/)
        if (at !== 'Stake 10 AIIGO') {
          stopping.type(`y${enter}`)
          await stopping.says(at)
        }
        stopping.type(ctrlC)
        await stopping.says('stopped; nothing was left behind')
        await stopping.says('run it again: aiigo node stake')
        expect(await stopping.ended).toBe(130)
      }
      expect(await market().chain.activeStake(nodeId)).toBe(before)

      const staking = opens(['node', 'stake', name, '10'])
      await staking.says(/Stake 10 AIIGO/)
      staking.type(`y${enter}`)
      await kept.password(staking)
      await staking.says(new RegExp(`staked 10 AIIGO.* for node ${nodeId}`))
      expect(await staking.ended).toBe(0)
      expect(staking.raw()).not.toContain(PASSWORD)
      expect((await market().chain.activeStake(nodeId)) - before).toBe(10n ** 19n)
    })

    it('hears each question once in the plain mode', async () => {
      const unstaking = opens(['node', 'unstake', name, '10', '--plain'])
      await unstaking.says(/10 AIIGO.*Type yes or no:/s)
      unstaking.type(`yes${enter}`)
      await unstaking.says('Password of the wallet default (not shown):')
      unstaking.type(`${PASSWORD}${enter}`)
      expect(await unstaking.ended).toBe(0)
      expectPlain(unstaking)
      expect(unstaking.text().match(/Type yes or no/g)).toHaveLength(1)
      expect(unstaking.raw()).not.toContain(PASSWORD)
    })

    it('stops waiting for a block by Ctrl-C, and is told of the transaction', async () => {
      const { prices } = await askedPrices()
      const chain = createTestClient({ mode: 'anvil', transport: http(market().stack.urls.ethereumRpc) })
      await chain.setAutomine(false)
      try {
        const setting = opens(['node', 'asks', name, ...prices])
        await kept.password(setting)
        await setting.says('waiting for a block')
        // Password and key are in its memory, and nowhere that another program looks at.
        const seen = await Promise.all(
          ['environ', 'cmdline'].map((file) => readFile(`/proc/${setting.pid}/${file}`, 'latin1')),
        )
        expect(seen.join('\0')).not.toContain(PASSWORD)
        expect(seen.join('\0')).not.toContain(kept.key.slice(2))
        expect(await readFile(`/proc/${setting.pid}/coredump_filter`, 'utf8')).toMatch(/^0+\n$/)
        setting.type(ctrlC)
        await setting.says(/stopped waiting; the transaction 0x[0-9a-f]{64} .* may be mined/)
        await setting.says(`go on with: aiigo node asks ${nodeId}`)
        expect(await setting.ended).toBe(130)
      } finally {
        await chain.setAutomine(true)
        await chain.mine({ blocks: 1 })
      }
      expect(await askedPrices()).toEqual({ prices })
    })

    /** The prices of the node, as the options that set them. */
    async function askedPrices(): Promise<{ prices: string[] }> {
      const { out } = await inScript(kept.line, ['node', 'asks', name, '--json'])
      const { asks } = JSON.parse(out) as { asks: { token: string; price: { amount: string } }[] }
      return { prices: asks.flatMap(({ token, price }) => [`--${token.toLowerCase()}`, price.amount]) }
    }

    it('rests and works again without a password', async () => {
      const resting = opens(['node', 'availability', name, 'DRAINING', '--reason', 'new memory'])
      await resting.says(`node ${nodeId}: DRAINING`)
      expect(await resting.ended).toBe(0)
      const working = opens(['node', 'availability', name, 'AVAILABLE', '--plain'])
      await working.says(`node ${nodeId}: AVAILABLE`)
      expect(await working.ended).toBe(0)
      expectPlain(working)
    })

    it.each(['list', 'show', 'asks', 'earnings'])(
      'reads at 80 and at 200 columns, and without colours: %s',
      async (word) => {
        const argv = ['node', word, ...(word === 'list' || word === 'earnings' ? [] : [name])]
        for (const columns of [80, 200])
          expect(await longestLine(kept.line, argv, columns)).toBeLessThanOrEqual(columns)
        for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
          const shown = opens(argv, { env })
          expect(await shown.ended).toBe(0)
          expect(hasColours(shown.raw())).toBe(false)
        }
        const heard = opens([...argv, '--plain'])
        expect(await heard.ended).toBe(0)
        expectPlain(heard)
      },
    )

    it('closes a pipe, and the commands end quietly', async () => {
      const { code, out, err } = await inBash(
        kept.line,
        `set -o pipefail; $AIIGO node show ${name} --json | head -c 1; $AIIGO node list | head -n 1`,
      )
      expect({ code, out, err }).toEqual({ code: 0, out: expect.stringMatching(/^\{NODE/), err: '' })
    })
  })

  describe('an arbitrator at a terminal', () => {
    it('commits to a vote and opens it, each after its password', async () => {
      const buyer = { home: await market().folder(), apiUrl: market().stack.urls.api }
      expect((await inScript(buyer, ['login', '--dev', 'buyer-2'])).code).toBe(0)
      const bought = await inScript(buyer, ['submit', 'kmeans', '--wait', '--yes', '--json'])
      const { jobId } = JSON.parse(bought.out) as { jobId: string }
      expect(jobId).toMatch(JOB_ID)

      const disputing = inTerminal(buyer, ['dispute', jobId, '--reason', 'the clusters are others'])
      await disputing.says(/Put up a bond of \d.* \(\$\d.*\)\?/s)
      disputing.type(`y${enter}`)
      expect(await disputing.ended).toBe(0)
      const chain = createTestClient({ mode: 'anvil', transport: http(market().stack.urls.ethereumRpc) })
      await chain.mine({ blocks: 1 })

      const people = await Promise.all(
        market().stack.accounts.arbitrators.map(async (_, index) => {
          const line = { home: await market().folder(), apiUrl: buyer.apiUrl }
          expect((await inScript(line, ['login', '--dev', `arbitrator-${index + 1}`])).code).toBe(0)
          return { line, role: `arbitrator-${index + 1}` }
        }),
      )
      const hasCase = async ({ line }: { line: CommandLine }): Promise<boolean> =>
        (await inScript(line, ['arbitrate', 'cases', '--undecided'])).out.includes(jobId)
      let panel: typeof people = []
      for (const end = Date.now() + 90_000; panel.length < 3; await pause(250)) {
        const seated = await Promise.all(people.map(hasCase))
        panel = people.filter((_, index) => seated[index])
        if (Date.now() > end) throw new Error(`expected a panel of three, got ${panel.length}`)
      }
      const [first, ...others] = panel as [(typeof people)[0], ...typeof people]
      const kept = await keepsWallet(market(), first.role)

      const wrong = inTerminal(kept.line, ['arbitrate', 'commit', jobId, 'PROVIDER'])
      await wrong.says('Password of the wallet default')
      wrong.type(`something else${enter}`)
      await wrong.says(/error: expected the password of .*default\.json, got another one/)
      expect(await wrong.ended).toBe(1)
      const stopping = inTerminal(kept.line, ['arbitrate', 'commit', jobId, 'PROVIDER'])
      await stopping.says('Password of the wallet default')
      stopping.type(ctrlC)
      await stopping.says('run it again: aiigo arbitrate commit')
      expect(await stopping.ended).toBe(130)

      const committing = inTerminal(kept.line, ['arbitrate', 'commit', jobId, 'PROVIDER'])
      await kept.password(committing)
      await committing.says('committed to a vote for PROVIDER')
      await committing.says(`aiigo arbitrate reveal ${jobId}`)
      expect(await committing.ended).toBe(0)
      for (const { line } of others) {
        expect((await inScript(line, ['arbitrate', 'commit', jobId, 'PROVIDER'])).code).toBe(0)
      }
      for (const columns of [80, 200]) {
        expect(await longestLine(kept.line, ['arbitrate', 'cases'], columns)).toBeLessThanOrEqual(columns)
      }
      const piped = await inBash(kept.line, 'set -o pipefail; $AIIGO arbitrate cases --json | head -c 1')
      expect(piped).toEqual({ code: 0, out: '{', err: '' })

      const opening = inTerminal(kept.line, ['arbitrate', 'reveal', jobId, '--plain'])
      await opening.says('Password of the wallet default (not shown):')
      opening.type(`${PASSWORD}${enter}`)
      await opening.says('opened the vote for PROVIDER')
      expect(await opening.ended).toBe(0)
      expectPlain(opening)
      expect(opening.raw()).not.toContain(PASSWORD)
      for (const { line } of others) expect((await inScript(line, ['arbitrate', 'reveal', jobId])).code).toBe(0)
      const following = await inScript(buyer, ['jobs', jobId, '--follow'])
      expect([following.code, following.out]).toEqual([0, expect.stringMatching(/PAID/)])
    }, 300_000)
  })
}
