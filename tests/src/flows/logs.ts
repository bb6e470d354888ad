import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pause } from '@aiigo/domain'
import type { Buyer, JobLogLine, JobProgress } from '@aiigo/sdk'
import { downloadResult } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import { ask } from '../testkit/ask.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders, THE_WHOLE_WAY } from './buys.js'

interface Line {
  seq: number
  attempt: number
  stream: string
  text: string
  end: 'NEWLINE' | 'RETURN' | 'OPEN'
}

const JOB_LOGS = `query ($id: ID!, $after: Int!) {
  jobLogs(jobId: $id, afterSeq: $after, first: 1000) { seq attempt stream text end } }`

/** Codes of answers that come with `retry-after`. */
const TRY_AGAIN = new Set(['UNAVAILABLE', 'OPERATION_TOO_SLOW'])

/** All stored lines, by plain GraphQL. */
async function storedLines(market: Marketplace, buyer: Buyer, jobId: string): Promise<Line[]> {
  const lines: Line[] = []
  for (;;) {
    const variables = { id: jobId, after: lines.at(-1)?.seq ?? 0 }
    const token = buyer.client.session()?.accessToken ?? null
    const { data, errors } = await ask<{ jobLogs: Line[] }>(market.stack.urls.api, JOB_LOGS, variables, token)
    // The API may ask a client to come again; the test's own limit ends it.
    if (!data && errors?.every(({ extensions }) => TRY_AGAIN.has(extensions?.code ?? ''))) {
      await pause(1_000)
      continue
    }
    if (!data) throw new Error(`expected lines, got ${JSON.stringify(errors)}`)
    if (data.jobLogs.length === 0) return lines
    for (const line of data.jobLogs) lines.push(line)
  }
}

/** The hash of lines as docs/job-file.md describes it, without any code of ours. */
function hashOf(lines: readonly Line[]): string {
  const ends = { NEWLINE: '\n', RETURN: '\r', OPEN: '\0' }
  const hash = createHash('sha256')
  for (const { stream, text, end } of lines) hash.update(`${stream}\t${text}${ends[end]}`)
  return hash.digest('hex')
}

/** Lines that programs print, and files that they leave when they are stopped. */
export function describeLogs(market: () => Marketplace): void {
  const rogue = (args: string[], changes: Parameters<Marketplace['example']>[1] = {}) =>
    market().example('sleeper', { program: { wasm: '../rogue/rogue.wasm', public: false }, args, ...changes })

  describe('the log of a job', () => {
    it('has every line of a fast program before the result counts, signed as it is stored', async () => {
      const buyer = await market().buyer()
      const { jobId, taskId } = await orders(
        buyer,
        await rogue(['lines', '100000'], { limits: { seconds: 60, outputMiB: 16 } }),
      )
      const live: JobLogLine[] = []
      for await (const line of buyer.logs(jobId, { until: ['VERIFYING'] })) live.push(line)
      const stored = await storedLines(market(), buyer, jobId)
      const printed = stored.filter(({ stream }) => stream === 'STDOUT')
      expect(printed).toHaveLength(100_000)
      expect(printed.findIndex(({ text }, index) => text !== `line ${index + 1}`)).toBe(-1)
      expect(
        stored
          .slice(-2)
          .map(({ stream, text }) => `${stream} ${text.replace(/[\d.]+ s \([\d.]+ s of processor time\)$/, '')}`),
      ).toEqual([
        'SYSTEM the program ended with exit code 0 after ',
        'SYSTEM the output slept.txt was not written before the program ended',
      ])
      expect(stored.findIndex(({ seq }, index) => seq !== index + 1)).toBe(-1)
      expect(live.map(({ seq, text }) => `${seq} ${text}`)).toEqual(stored.map(({ seq, text }) => `${seq} ${text}`))

      const folder = await market().folder()
      const { manifestSha256 } = await downloadResult(buyer, jobId, folder)
      const manifest = await readFile(`${folder}.manifest.json`)
      expect(createHash('sha256').update(manifest).digest('hex')).toBe(manifestSha256)
      const { log } = JSON.parse(manifest.toString('utf8')) as { log: object }
      const bytes = stored.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0)
      expect(log).toEqual({ firstLine: 1, lines: stored.length, bytes, sha256: hashOf(stored), truncated: false })
      expect(await buyer.checkLog(jobId)).toEqual(log)

      await buyer.approve(jobId)
      expect((await buyer.wait(jobId)).states).toEqual(THE_WHOLE_WAY)
      expect((await market().chain.settled(taskId)).usage).toBeGreaterThan(0n)
    })

    it('shows progress and unfinished lines while the program runs, in its order', async () => {
      const buyer = await market().buyer()
      // The line that it leaves open has its end twenty seconds later.
      const limits = { seconds: 100, outputMiB: 1 }
      const { jobId } = await orders(buyer, await rogue(['progress', '1000', '20000'], { limits }))
      let shown = ''
      const reports: JobProgress[] = []
      const reporting = (async () => {
        for await (const report of buyer.progress(jobId, { until: ['VERIFYING'] })) reports.push(report)
      })()
      for await (const { stream, text, end } of buyer.logs(jobId, { until: ['VERIFYING'] })) {
        if (stream === 'SYSTEM') continue
        // The program is at work still, and the lines before came before.
        if (text === 'done, name: ') expect((await buyer.job(jobId)).state).toBe('EXECUTING')
        shown += text + end
      }
      expect(shown).toBe('25 %\r50 %\r75 %\r100 %\rdone, name: x')
      await reporting
      // The node says how far it is: what the program drew, and the usage so far, priced as the bill will be.
      const last = reports.at(-1)
      expect([25, 50, 75, 100]).toContain(last?.percent)
      const { result, attemptList } = await buyer.job(jobId)
      const usage = last?.usage ?? 0n
      expect(usage).toBeGreaterThan(0n)
      expect(usage).toBeLessThanOrEqual(BigInt(result?.usage ?? 0))
      expect(last?.cost).toBe((usage * BigInt(attemptList[0]?.rate ?? 0) + 500_000n) / 1_000_000n)
      await buyer.approve(jobId)
    })
  })

  describe('a program that is stopped', () => {
    it('delivers the outputs that it had written, and its log says what is missing and why', async () => {
      const buyer = await market().buyer()
      const job = await rogue(['partial', 'loop'], {
        limits: { seconds: 10, outputMiB: 1 },
        outputs: ['partial.txt', 'never.txt'],
      })
      const { jobId } = await orders(buyer, job)
      const lines: string[] = []
      for await (const { text } of buyer.logs(jobId, { until: ['VERIFYING'] })) lines.push(text)
      const { outcome, exitCode, files } = await downloadResult(buyer, jobId, await market().folder())
      expect([outcome, exitCode, files.map(({ name }) => name)]).toEqual(['TIME_LIMIT', 124, ['partial.txt']])
      expect(await readFile(files[0]?.path ?? '', 'utf8')).toBe('the first half\n')
      expect(lines).toContain('the output never.txt was not written before the program was stopped at its time limit')
      expect(lines).toContain('the output partial.txt may be unfinished')
      await buyer.approve(jobId)
      expect((await buyer.wait(jobId)).last.state).toBe('PAID')
    })
  })
}
