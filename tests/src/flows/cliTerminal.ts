import { chmod, cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { verifyWordStatistics } from '../independent/index.js'
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
} from '../testkit/aiigo.js'
import type { Marketplace } from '../testkit/marketplace.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))

/** Lines as they stand on the screen at some moment: a carriage return begins one anew. */
const drawnLines = (raw: string): string[] => plainText(raw).split(/\r\n|\r|\n/)

/** A person at a terminal, beside the real system. */
export function describeCliTerminal(market: () => Marketplace): void {
  describe('a person at a terminal', () => {
    let line: CommandLine
    /** Job file of a program that is busy for some seconds. */
    let busy: string

    beforeAll(async () => {
      line = { home: await market().folder(), apiUrl: market().stack.urls.api }
      busy = join(line.home, 'busy.yaml')
      const text = await readFile(join(examples, 'sleeper/job.yaml'), 'utf8')
      await writeFile(busy, text.replace('["30"]', '["12"]'))
    })

    async function done(argv: readonly string[]): Promise<string> {
      const { code, out, err } = await inScript(line, argv)
      if (code !== 0) throw new Error(`aiigo ${argv.join(' ')} ended with ${code}:\n${out}${err}`)
      return out
    }

    it('makes a wallet by prompts, is told of a wrong password, signs in, and gets money', async () => {
      const making = inTerminal(line, ['wallet', 'new'])
      await making.says('New password')
      making.type(`${PASSWORD}${enter}`)
      await making.says('again')
      making.type(`${PASSWORD}${enter}`)
      await making.says(/made the wallet default with the address 0x[0-9a-fA-F]{40}/)
      expect(await making.ended).toBe(0)
      expect(making.raw()).not.toContain(PASSWORD)

      const wrong = inTerminal(line, ['login'])
      await wrong.says('Password of the wallet default')
      wrong.type(`something else${enter}`)
      await wrong.says(/error: expected the password of .*default\.json, got another one/)
      expect(await wrong.ended).toBe(1)
      expect((await inScript(line, ['whoami'])).code).toBe(3)

      const right = inTerminal(line, ['login'])
      await right.says('Password of the wallet default')
      right.type(`${PASSWORD}${enter}`)
      await right.says(/signed in as 0x[0-9a-fA-F]{40} \(default\)/)
      expect(await right.ended).toBe(0)
      expect(await done(['faucet'])).toMatch(/gave 1 ETH.*\n.*gave 1000 USDC.*\n.*gave 1000 AIIGO/)
    })

    it('cannot use a wallet that others may read, and is told the command that mends it', async () => {
      const path = join(line.home, 'config/aiigo/keystore/default.json')
      expect((await stat(path)).mode & 0o777).toBe(0o600)
      await chmod(path, 0o644)
      const { code, err } = await inScript(line, ['balance'])
      expect([code, err]).toEqual([2, expect.stringContaining(`→ chmod 600 ${path}`)])
      await chmod(path, 0o600)
    })

    it('says no to a price, and nothing was sent', async () => {
      const asked = inTerminal(line, ['submit', 'word-statistics'])
      await asked.says(/Pay a deposit of 0\.001 ETH \(\$\d+\.\d\d\) for "Word statistics"\?/)
      asked.type(`n${enter}`)
      await asked.says('nothing was paid')
      expect(await asked.ended).toBe(1)
      expect(JSON.parse(await done(['jobs', '--json'])).jobs).toEqual([])
    })

    it('signs in as a buyer of the local chain', async () => {
      expect(await done(['login', '--dev', 'buyer'])).toMatch(/signed in as 0x[0-9a-fA-F]{40} \(Buyer 1\)/)
    })

    it('hands in a copied job file from another folder, watches it, and has its result', async () => {
      const folder = join(line.home, 'somewhere')
      await mkdir(folder)
      await cp(join(examples, 'word-statistics/job.yaml'), join(folder, 'job.yaml'))
      const buying = inTerminal(line, ['submit', 'job.yaml', '--wait', '--out', 'results'], { folder })
      await buying.says(/Pay a deposit/)
      buying.type(`y${enter}`)
      await buying.says(/handed in job/)
      await buying.says(/EXECUTING on node 0x/)
      await buying.says(/job .*: VERIFYING/)
      expect(await buying.ended).toBe(0)
      // One line that is drawn over and over, in colours.
      expect(buying.raw()).toContain(`\r${escapeCode}[2K⠋`)
      expect(buying.raw()).toContain(`${escapeCode}[1m`)
      const result = await readFile(join(folder, 'results/statistics.json'))
      verifyWordStatistics(result, await market().exampleInput('word-statistics', 'text.txt'))

      const [jobId = ''] = buying.text().match(JOB_ID) ?? []
      const approving = inTerminal(line, ['approve', jobId, '--wait'])
      await approving.says(/Accept the result .* and pay 0\.0+\d+ ETH/)
      approving.type(`y${enter}`)
      await approving.says(/approved; .* are paid/)
      expect(await approving.ended).toBe(0)
      expect(await done(['balance', 'withdraw', 'ETH'])).toMatch(/sent 0\.\d+ ETH/)
    })

    it('stops waiting by Ctrl-C, and goes on with the command that it is told', async () => {
      const waiting = inTerminal(line, ['submit', busy, '--wait', '--yes'])
      const [, jobId = ''] = await waiting.says(new RegExp(`handed in job (${JOB_ID.source})`))
      await waiting.says(/second 1 of 12/)
      waiting.type(ctrlC)
      await waiting.says(`job ${jobId} is paid and goes on without you`)
      await waiting.says(`go on with: aiigo jobs ${jobId} --follow`)
      expect(await waiting.ended).toBe(130)

      const again = inTerminal(line, ['logs', '-f', jobId])
      await again.says(/second 3 of 12/)
      again.type(ctrlC)
      const [, command = ''] = await again.says(/go on with: aiigo (logs -f \S+ --after \d+)/)
      expect(await again.ended).toBe(130)
      const rest = inTerminal(line, command.split(' '))
      await rest.says(/second 12 of 12/)
      expect(await rest.ended).toBe(0)
      expect(rest.text()).not.toMatch(/second 1 of 12/)

      const followed = inTerminal(line, ['jobs', jobId, '--follow'])
      await followed.says(/VERIFYING/)
      followed.type(ctrlC)
      expect(await followed.ended).toBe(130)
    })

    it('closes a pipe, and the command ends quietly', async () => {
      const jobs = JSON.parse(await done(['jobs', '--json'])).jobs as { jobId: string }[]
      const { code, out, err } = await inBash(
        line,
        `set -o pipefail; $AIIGO logs ${jobs[0]?.jobId} --json | head -c 1; $AIIGO nodes | head -n 1`,
      )
      expect({ code, out, err }).toEqual({ code: 0, out: expect.stringMatching(/^\{NODE/), err: '' })
    })

    it.each([
      [80, ['jobs']],
      [80, ['nodes']],
      [80, ['prices']],
      [80, ['preview', 'word-statistics']],
      [200, ['nodes']],
    ])('reads at %i columns: %j', async (columns, argv) => {
      const shown = inTerminal(line, argv, { columns })
      expect(await shown.ended).toBe(0)
      const lengths = drawnLines(shown.raw()).map((text) => text.length)
      expect(Math.max(...lengths)).toBeLessThanOrEqual(columns)
      // A wide terminal shows what a narrow one cuts.
      if (columns === 200) expect(shown.text()).not.toContain('…')
    })

    it('has a progress line that fits into 80 columns', async () => {
      const waiting = inTerminal(line, ['submit', busy, '--wait', '--yes'], { columns: 80 })
      const [, jobId = ''] = await waiting.says(new RegExp(`handed in job (${JOB_ID.source})`))
      await waiting.says(/EXECUTING/)
      await waiting.says(/second 2 of 12/)
      waiting.type(ctrlC)
      expect(await waiting.ended).toBe(130)
      const drawn = drawnLines(waiting.raw()).filter((text) => /^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(text))
      expect(drawn.length).toBeGreaterThan(3)
      expect(Math.max(...drawn.map((text) => text.length))).toBeLessThanOrEqual(80)
      await done(['logs', '-f', jobId])
    })

    it.each([
      ['NO_COLOR', [], { NO_COLOR: '1' }],
      ['a dumb terminal', [], { TERM: 'dumb' }],
      ['the plain mode', ['--plain'], {}],
    ])('has no colours with %s', async (_, argv, env) => {
      const coloured = inTerminal(line, ['nodes'])
      expect(await coloured.ended).toBe(0)
      expect(hasColours(coloured.raw())).toBe(true)
      const plain = inTerminal(line, ['nodes', ...argv], { env })
      expect(await plain.ended).toBe(0)
      expect(hasColours(plain.raw())).toBe(false)
    })

    it('hears a job in the plain mode: lines alone, nothing drawn, each question once', async () => {
      const heard = inTerminal(line, ['submit', 'kmeans', '--wait', '--plain'])
      await heard.says('Type yes or no:')
      heard.type(`yes${enter}`)
      await heard.says(/EXECUTING/)
      await heard.says(/job .*: VERIFYING/)
      expect(await heard.ended).toBe(0)
      expect(heard.raw()).not.toContain(escapeCode)
      expect(heard.raw().replaceAll('\r\n', '\n')).not.toContain('\r')
      expect(heard.raw()).not.toMatch(/[│─┌█░⠋⠙]/)
      expect(heard.text().match(/Type yes or no/g)).toHaveLength(1)
      const listed = inTerminal(line, ['jobs', '--plain'])
      await listed.says(/JOB: .*\r\nSTATE: VERIFYING\r\nCOST: .*\r\nNAME: k-means/)
      expect(await listed.ended).toBe(0)
    })

    it('signs out, and is told so by the next command', async () => {
      expect(await done(['logout'])).toMatch(/signed out at/)
      const { code, err } = await inScript(line, ['jobs'])
      expect([code, err]).toEqual([3, expect.stringMatching(/→ sign in: aiigo login/)])
    })
  })
}
