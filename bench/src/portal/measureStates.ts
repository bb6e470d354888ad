/// <reference lib="dom" />
import { fileURLToPath } from 'node:url'
import type { Buyer } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { DESKTOP, openTab, signIn, startBrowser } from '@aiigo/tests/browser'
import { quantile } from '../matching/timing.js'

const JOB = fileURLToPath(new URL('../../../examples/kmeans/job.yaml', import.meta.url))
const JOBS = 5
/** The words of the page for states, in the list of what happened. */
const TITLES: Readonly<Record<string, string>> = {
  QUEUED: 'Looks for a node',
  ASSIGNED: 'A node has it',
  EXECUTING: 'Runs',
  VERIFYING: 'Result delivered',
}

/**
 * How much later a page shows a state than a subscriber in Node hears of it, in milliseconds; below 0: the page was
 * first. Both run on this machine and read the same clock.
 */
export async function measureStates(origin: string, buyer: Buyer): Promise<Record<string, number>> {
  const browser = await startBrowser()
  try {
    const { page } = await openTab(browser, DESKTOP)
    await page.goto(origin)
    await signIn(page, 'Buyer 1')
    const later: number[] = []
    for (let job = 0; job < JOBS; job++) {
      const submitted = await buyer.submit(await uploadJob(buyer, await loadJobFile(JOB)))
      await page.goto(`${origin}jobs/${submitted.jobId}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.evaluate((titles) => {
        const shown: Record<string, number> = {}
        Object.assign(window, { shown })
        const look = () => {
          const listed = [...document.querySelectorAll('main ol[aria-live] li > span')].map((name) => name.textContent)
          for (const [state, title] of Object.entries(titles)) if (listed.includes(title)) shown[state] ??= Date.now()
        }
        look()
        for (const state of Object.keys(shown)) shown[state] = Number.NaN
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
      }, TITLES)
      const heard: Record<string, number> = {}
      const onStatus = ({ state }: { state: string }) => {
        heard[state] ??= Date.now()
      }
      const waiting = buyer.wait(submitted.jobId, { until: ['VERIFYING'], onStatus })
      await buyer.fund(submitted)
      await waiting
      await page
        .getByText(TITLES.VERIFYING as string)
        .first()
        .waitFor()
      const shown = await page.evaluate(() => (window as unknown as { shown: Record<string, number> }).shown)
      for (const state of Object.keys(TITLES)) {
        const difference = (shown[state] ?? Number.NaN) - (heard[state] ?? Number.NaN)
        if (!Number.isNaN(difference)) later.push(difference)
      }
    }
    return {
      states: later.length,
      p50Ms: quantile(later, 0.5),
      p95Ms: quantile(later, 0.95),
      maxMs: Math.max(...later),
    }
  } finally {
    await browser.close()
  }
}
