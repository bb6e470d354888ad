import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type CommandLine, inScript, inTerminal, JOB_ID, type Terminal } from '../testkit/aiigo.js'
import type { Marketplace } from '../testkit/marketplace.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))

/** A person who waits while the API's process is gone. */
export function describeCliOutage(market: () => Marketplace): void {
  describe('a platform that goes away', () => {
    let line: CommandLine
    let busy: string

    beforeAll(async () => {
      line = { home: await market().folder(), apiUrl: market().stack.urls.api }
      busy = join(line.home, 'busy.yaml')
      const text = await readFile(join(examples, 'sleeper/job.yaml'), 'utf8')
      await writeFile(busy, text.replace('["30"]', '["20"]'))
      const { code, err } = await inScript(line, ['login', '--dev', 'buyer'])
      expect([code, err]).toEqual([0, expect.anything()])
    })

    it.each(['SIGKILL', 'SIGTERM'] as const)(
      'is told, tried again, given up in the time that was said, and found again: %s',
      async (signal) => {
        const { stack } = market()
        const patient = inTerminal(line, ['submit', busy, '--wait', '--yes', '--give-up-after', '120'])
        const [, jobId = ''] = await patient.says(new RegExp(`handed in job (${JOB_ID.source})`))
        await patient.says(/second 2 of 20/)
        const short = ['--give-up-after', '2']
        const states = inTerminal(line, ['jobs', jobId, '--follow', ...short])
        const lines = inTerminal(line, ['logs', '-f', jobId, ...short])
        const program = inTerminal(line, ['logs', '-f', jobId, '--json', ...short], { columns: 2_000 })
        const prices = inTerminal(line, ['prices', '--type', 'CPU', '--follow', ...short])
        await Promise.all([states.says(/EXECUTING/), lines.says(/second 2 of 20/), program.says(/second 2 of 20/)])

        await stack.killService('api', signal)
        try {
          await patient.says(/the platform http\S+ does not answer; trying again for 2:00 minutes at most/)
          const givesUp = async (terminal: Terminal, goesOn: string, command: string): Promise<void> => {
            await terminal.says(/does not answer; trying again for 0:02 minutes at most/)
            await terminal.says(/error: expected http\S+ to answer, it has not for 0:02 minutes/)
            await terminal.says(goesOn)
            await terminal.says(`when the platform answers again, go on with: ${command}`)
            expect(await terminal.ended).toBe(4)
          }
          await Promise.all([
            givesUp(states, `job ${jobId} goes on without you`, `aiigo jobs ${jobId} --follow`),
            givesUp(lines, `job ${jobId} goes on without you`, `aiigo logs -f ${jobId} --after`),
            givesUp(prices, 'prices go on moving', 'aiigo prices --type CPU --follow'),
            program.says(/\{"error":\{"message":.*"code":"NETWORK".*"retryable":true,"exitCode":4/),
          ])
          expect(await program.ended).toBe(4)
          // A command that begins now is told at once.
          const { code, err } = await inScript(line, ['prices', '--type', 'CPU', '--follow'])
          expect([code, err]).toEqual([4, expect.stringMatching(/expected an answer from/)])
        } finally {
          await stack.restartService('api')
        }
        await patient.says('the platform answers again')
        await patient.says(/second 20 of 20/)
        expect(await patient.ended).toBe(0)
        const rest = await inScript(line, ['logs', jobId])
        expect(rest.out).toMatch(/second 1 of 20.*second 20 of 20/s)
      },
    )
  })
}
