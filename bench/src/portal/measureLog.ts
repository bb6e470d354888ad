/// <reference lib="dom" />
import { fileURLToPath } from 'node:url'
import type { Buyer } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { DESKTOP, openTab, signIn, startBrowser } from '@aiigo/tests/browser'
import { quantile } from '../matching/timing.js'

const JOB = fileURLToPath(new URL('../../../examples/sleeper/job.yaml', import.meta.url))
const LINES = 100_000
const TURNS = 200
const LOAD_MS = 120_000

/** The time from frame to frame while the wheel turns over a log of 100 000 lines, milliseconds. */
export async function measureLog(origin: string, buyer: Buyer): Promise<Record<string, number>> {
  const { file, folder } = await loadJobFile(JOB)
  const changes = {
    program: { wasm: '../rogue/rogue.wasm', public: false },
    args: ['lines', String(LINES)],
    limits: { seconds: 60, outputMiB: 16 },
  }
  const submitted = await buyer.submit(await uploadJob(buyer, { file: { ...file, ...changes }, folder }))
  await buyer.fund(submitted)
  await buyer.wait(submitted.jobId, { until: ['VERIFYING'] })
  const browser = await startBrowser()
  try {
    const { page } = await openTab(browser, DESKTOP)
    await page.goto(origin)
    await signIn(page, 'Buyer 1')
    const began = performance.now()
    await page.goto(`${origin}jobs/${submitted.jobId}`)
    const log = page.getByRole('log')
    await log.getByText(`line ${LINES}`, { exact: false }).first().waitFor({ timeout: LOAD_MS })
    const loadMs = Math.round(performance.now() - began)
    await log.hover()
    await page.evaluate(() => {
      const frames: number[] = []
      Object.assign(window, { frames })
      let last = performance.now()
      const next = () => {
        const now = performance.now()
        frames.push(now - last)
        last = now
        requestAnimationFrame(next)
      }
      requestAnimationFrame(next)
    })
    for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, turn % 50 < 25 ? -2_000 : 1_500)
    const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames.slice(1))
    const round = (value: number) => Math.round(value * 10) / 10
    return {
      lines: LINES,
      loadMs,
      frames: frames.length,
      frameP50Ms: round(quantile(frames, 0.5)),
      frameP95Ms: round(quantile(frames, 0.95)),
      frameMaxMs: round(Math.max(...frames)),
    }
  } finally {
    await browser.close()
  }
}
