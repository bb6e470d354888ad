import { readFile } from 'node:fs/promises'
import type { Buyer } from '@aiigo/sdk'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { privateKeyToAccount } from 'viem/accounts'
import { ask } from '../testkit/ask.js'
import { DESKTOP, openTab, portalOf, signIn, startBrowser, type Tab, violations } from '../testkit/browser.js'
import { type CutProxy, startCutProxy } from '../testkit/cutProxy.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders } from './buys.js'

const SECONDS = 14
/** Of a job that still runs when the page has been away for some lines. */
const LONG_SECONDS = 45
const QUARTER_HOUR_MS = 15 * 60_000

/** An open job in the browser, while the network, the API or the session goes away. */
export function describePortalLive(market: () => Marketplace): void {
  describe('a job that is followed in a browser', () => {
    let browser: Browser
    let proxy: CutProxy
    let origin: string
    beforeAll(async () => {
      origin = portalOf(market())
      const { hostname, port, host } = new URL(origin)
      proxy = await startCutProxy({ host: hostname, port: Number(port) })
      // The page's origin stays; the browser's connections alone go through the proxy.
      browser = await startBrowser([`--host-resolver-rules=MAP ${host} ${proxy.address}`])
    })
    afterAll(async () => {
      await browser?.close()
      await proxy?.stop()
    })

    const wallet = () => privateKeyToAccount(market().stack.accounts.buyers[0]?.privateKey ?? '0x')

    /** A job of Buyer 1 that prints a line each second, open in a tab. */
    async function follows(seconds = SECONDS): Promise<Tab & { buyer: Buyer; jobId: string }> {
      const tab = await openTab(browser, DESKTOP)
      await tab.page.goto(`${origin}jobs`)
      await signIn(tab.page, 'Buyer 1')
      const buyer = await market().buyer(wallet())
      const limits = { seconds: 200, outputMiB: 1 }
      const { jobId } = await orders(buyer, await market().example('sleeper', { args: [String(seconds)], limits }))
      await tab.page.goto(`${origin}jobs/${jobId}`)
      await line(tab.page, 2, seconds).waitFor()
      return { ...tab, buyer, jobId }
    }

    const line = (page: Page, second: number, of = SECONDS) =>
      page.getByRole('log').getByText(`second ${second} of ${of}`)

    async function storedLines(buyer: Buyer, jobId: string): Promise<string[]> {
      const lines: string[] = []
      for await (const { text } of buyer.logs(jobId, { follow: false })) lines.push(text)
      return lines
    }

    /** Every line that the page has, by its download: it draws only those in sight. */
    async function logOf(page: Page): Promise<string[]> {
      const log = page.getByRole('region', { name: 'Log', exact: true })
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        log.getByRole('button', { name: 'Download' }).click(),
      ])
      return (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
    }

    /** The last second that the log in the page shows. */
    async function lastShown(page: Page): Promise<number> {
      const seconds = ((await page.getByRole('log').textContent()) ?? '').matchAll(/second (\d+) of/g)
      return Math.max(...[...seconds].map(([, second]) => Number(second)))
    }

    /** The job comes to its end in the page, whose log has every stored line once. */
    async function comesToItsEnd(page: Page, buyer: Buyer, jobId: string, seconds = SECONDS): Promise<void> {
      await page.getByRole('button', { name: 'Approve and pay' }).waitFor()
      await page.getByRole('log').getByText('the program ended with exit code 0').waitFor()
      const stored = await storedLines(buyer, jobId)
      expect(stored.filter((text) => text.startsWith('second '))).toHaveLength(seconds)
      expect(await logOf(page)).toEqual(stored)
      await page.getByRole('button', { name: 'Approve and pay' }).click()
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor()
      expect(await violations(page)).toEqual([])
    }

    const uncaught = ({ complaints }: Tab) => complaints.filter((complaint) => complaint.startsWith('uncaught'))

    it('shows the files of its run before the result, and hands them over opened', async () => {
      const { page, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs`)
      await signIn(page, 'Buyer 1')
      const buyer = await market().buyer(wallet())
      const artifacts = { files: ['state.bin'], everySeconds: 10 }
      const { jobId } = await orders(buyer, await market().example('collatz', { args: ['20000000'], artifacts }))
      await page.goto(`${origin}jobs/${jobId}`)
      const files = page.getByRole('region', { name: 'Files of the run', exact: true })
      await files.getByText('state.bin').waitFor()
      expect(await page.getByRole('region', { name: 'Result', exact: true }).count()).toBe(0)
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Approve and pay' }).waitFor()
      // The last version has come by itself.
      const state = async () => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          files.getByRole('button', { name: 'Download' }).click(),
        ])
        return (await readFile(await download.path())).readBigUInt64LE()
      }
      expect(await state()).toBe(20_000_000n)
      expect(complaints).toEqual([])
    })

    it('goes on where it was when the network is back, without a line lost or shown twice', async () => {
      const tab = await follows(LONG_SECONDS)
      const { page, context, buyer, jobId } = tab
      proxy.close()
      await context.setOffline(true)
      await page.getByText('You are offline').waitFor()
      // Lines that had come before the cut may still be drawn; one that is printed later is not.
      const later = (await lastShown(page)) + 3
      for await (const { text } of buyer.logs(jobId)) if (text === `second ${later} of ${LONG_SECONDS}`) break
      expect(await lastShown(page)).toBeLessThan(later)
      expect(await violations(page)).toEqual([])
      proxy.open()
      await context.setOffline(false)
      await page.getByText('You are offline').waitFor({ state: 'detached' })
      await comesToItsEnd(page, buyer, jobId, LONG_SECONDS)
      expect(uncaught(tab)).toEqual([])
      await context.close()
    })

    it('goes on when the API has been started anew', async () => {
      const tab = await follows()
      const { page, context, buyer, jobId } = tab
      await market().stack.killService('api')
      await page.getByText('The marketplace does not answer').waitFor()
      // The page keeps what it knew.
      await line(page, 2).waitFor()
      await market().stack.restartService('api')
      await page.getByText('The marketplace does not answer').waitFor({ state: 'detached' })
      await comesToItsEnd(page, buyer, jobId)
      expect(uncaught(tab)).toEqual([])
      await context.close()
    })

    it('reads the last lines of a log again when they could not be read at its end', async () => {
      const tab = await follows()
      const { page, context, buyer, jobId } = tab
      await page.route('**/graphql', (route) =>
        route.request().postData()?.includes('jobLogParts') ? route.abort('connectionrefused') : route.fallback(),
      )
      await page.getByRole('button', { name: 'Approve and pay' }).click()
      await page.getByText('The marketplace cannot be reached').waitFor()
      await page.getByText('What you see is what was known before.').waitFor()
      await page.unroute('**/graphql')
      await page.getByText('The marketplace cannot be reached').waitFor({ state: 'detached' })
      expect(await logOf(page)).toEqual(await storedLines(buyer, jobId))
      expect(uncaught(tab)).toEqual([])
      await context.close()
    })

    it('says that the session has ended, and shows the job again after another sign-in', async () => {
      const tab = await follows()
      const { page, context, buyer, jobId } = tab
      const session = `aiigo.session.${wallet().address.toLowerCase()}`
      const tokens = JSON.parse(String(await page.evaluate(`localStorage.getItem('${session}')`)))
      const query = 'mutation ($refreshToken: String!) { signOut(refreshToken: $refreshToken) }'
      const { data } = await ask(market().stack.urls.api, query, { refreshToken: tokens.refreshToken })
      expect(data).toEqual({ signOut: true })
      // The access token of an ended session holds for a quarter of an hour.
      await page.clock.setSystemTime(Date.now() + QUARTER_HOUR_MS)
      await page.getByText('The session has ended').waitFor()
      await page.getByText('sign in again to go on').waitFor()
      await page.getByRole('heading', { level: 1, name: 'Job' }).waitFor()
      await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor()
      expect(await violations(page)).toEqual([])
      await signIn(page, 'Buyer 1')
      await page.getByText('The session has ended').waitFor({ state: 'detached' })
      await comesToItsEnd(page, buyer, jobId)
      expect(uncaught(tab)).toEqual([])
      await context.close()
    })
  })
}
