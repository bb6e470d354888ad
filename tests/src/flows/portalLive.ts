import { readFile } from 'node:fs/promises'
import { pause } from '@aiigo/domain'
import type { Buyer } from '@aiigo/sdk'
import { uploadJob } from '@aiigo/sdk/node'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { createTestClient, createWalletClient, http, parseGwei } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ask } from '../testkit/ask.js'
import { DESKTOP, openTab, portalOf, signIn, startBrowser, type Tab, violations } from '../testkit/browser.js'
import { type CutProxy, startCutProxy } from '../testkit/cutProxy.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders } from './buys.js'

const SECONDS = 14
const QUARTER_HOUR_MS = 15 * 60_000

/** An open job in the browser, while the network, the API, the session or a transaction goes away. */
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
    }, 60_000)
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
      await line(tab.page, 2, seconds).waitFor({ timeout: 60_000 })
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

    /** The job comes to its end in the page, whose log has every stored line once. */
    async function comesToItsEnd(page: Page, buyer: Buyer, jobId: string): Promise<void> {
      await page.getByRole('button', { name: 'Approve and pay' }).waitFor({ timeout: 60_000 })
      await page.getByRole('log').getByText('the program ended with exit code 0').waitFor()
      const stored = await storedLines(buyer, jobId)
      expect(stored.filter((text) => text.startsWith('second '))).toHaveLength(SECONDS)
      expect(await logOf(page)).toEqual(stored)
      await page.getByRole('button', { name: 'Approve and pay' }).click()
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor({ timeout: 60_000 })
      expect(await violations(page)).toEqual([])
    }

    const uncaught = ({ complaints }: Tab) => complaints.filter((complaint) => complaint.startsWith('uncaught'))

    it('goes on where it was when the network is back, without a line lost or shown twice', async () => {
      const tab = await follows()
      const { page, context, buyer, jobId } = tab
      proxy.close()
      await context.setOffline(true)
      await page.getByText('You are offline').waitFor()
      for await (const { text } of buyer.logs(jobId)) if (text === `second 8 of ${SECONDS}`) break
      expect(await line(page, 8).count()).toBe(0)
      expect(await violations(page)).toEqual([])
      proxy.open()
      await context.setOffline(false)
      await page.getByText('You are offline').waitFor({ state: 'detached' })
      await line(page, 8).waitFor({ timeout: 30_000 })
      await comesToItsEnd(page, buyer, jobId)
      expect(uncaught(tab)).toEqual([])
      await context.close()
    }, 180_000)

    it('goes on when the API has been started anew', async () => {
      const tab = await follows()
      const { page, context, buyer, jobId } = tab
      await market().stack.killService('api')
      await page.getByText('The marketplace does not answer').waitFor({ timeout: 60_000 })
      // The page keeps what it knew.
      await line(page, 2).waitFor()
      await market().stack.restartService('api')
      await page.getByText('The marketplace does not answer').waitFor({ state: 'detached', timeout: 60_000 })
      await comesToItsEnd(page, buyer, jobId)
      expect(uncaught(tab)).toEqual([])
      await context.close()
    }, 240_000)

    it('reads the last lines of a log again when they could not be read at its end', async () => {
      const tab = await follows(4)
      const { page, context, buyer, jobId } = tab
      await page.route('**/graphql', (route) =>
        route.request().postData()?.includes('jobLogParts') ? route.abort('connectionrefused') : route.fallback(),
      )
      await page.getByRole('button', { name: 'Approve and pay' }).click({ timeout: 60_000 })
      await page.getByText('The marketplace cannot be reached').waitFor({ timeout: 60_000 })
      await page.getByText('What you see is what was known before.').waitFor()
      await page.unroute('**/graphql')
      await page.getByText('The marketplace cannot be reached').waitFor({ state: 'detached', timeout: 30_000 })
      expect(await logOf(page)).toEqual(await storedLines(buyer, jobId))
      expect(uncaught(tab)).toEqual([])
      await context.close()
    }, 180_000)

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
      await page.getByText('The session has ended').waitFor({ timeout: 30_000 })
      await page.getByText('sign in again to go on').waitFor()
      await page.getByRole('heading', { level: 1, name: 'Job' }).waitFor()
      await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor()
      expect(await violations(page)).toEqual([])
      await signIn(page, 'Buyer 1')
      await page.getByText('The session has ended').waitFor({ state: 'detached' })
      await comesToItsEnd(page, buyer, jobId)
      expect(uncaught(tab)).toEqual([])
      await context.close()
    }, 180_000)

    it('tells of a deposit that was replaced in the wallet, or dropped by the network, and takes the next one', async () => {
      const { urls, accounts } = market().stack
      const transport = http(urls.ethereumRpc)
      const chain = createTestClient({ mode: 'anvil', transport })
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs`)
      await signIn(page, 'Buyer 1')
      const buyer = await market().buyer(wallet())
      const { jobId } = await buyer.submit(await uploadJob(buyer, await market().example('kmeans')))
      const pay = page.getByRole('button', { name: 'Pay the deposit' })
      await page.goto(`${origin}jobs/${jobId}`)

      /** Clicks, and finds the deposit among the transactions that wait for a block. */
      async function paysWithoutABlock() {
        await chain.setAutomine(false)
        // A page that has not seen the transaction cannot tell what took its place.
        const seen = page.waitForResponse(
          (response) => response.request().postData()?.includes('eth_getTransactionByHash') ?? false,
        )
        await pay.click()
        await seen
        for (const until = Date.now() + 20_000; Date.now() < until; await pause(100)) {
          const { pending } = await chain.getTxpoolContent()
          const [account] = Object.entries(pending).filter(
            ([from]) => from.toLowerCase() === wallet().address.toLowerCase(),
          )
          const [transaction] = Object.values(account?.[1] ?? {})
          if (transaction) return transaction
        }
        throw new Error('expected the deposit among the transactions without a block')
      }

      try {
        const { nonce } = await paysWithoutABlock()
        await page.getByText('Sent (funding the job); waits for a block…').waitFor()
        const account = accounts.buyers[0]?.address ?? '0x'
        const fees = { maxFeePerGas: parseGwei('90'), maxPriorityFeePerGas: parseGwei('50') }
        await createWalletClient({ transport }).sendTransaction({
          ...{ account, to: account, value: 0n, nonce: Number(nonce), chain: null, gas: 21_000n },
          ...fees,
        })
        await chain.setAutomine(true)
        await chain.mine({ blocks: 1 })
        await page.getByText('The transaction was replaced in the wallet').waitFor({ timeout: 60_000 })
        expect(await violations(page)).toEqual([])

        const { hash } = await paysWithoutABlock()
        await chain.dropTransaction({ hash })
        await page.getByText('The transaction was dropped by the network').waitFor({ timeout: 90_000 })
      } finally {
        await chain.setAutomine(true)
        await chain.mine({ blocks: 1 })
      }
      await pay.click()
      await page.getByRole('button', { name: 'Approve and pay' }).click({ timeout: 60_000 })
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor({ timeout: 60_000 })
      expect(complaints).toEqual([])
      await context.close()
    }, 240_000)
  })
}
