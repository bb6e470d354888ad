import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { openTab, startBrowser } from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'

const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }

/** The pages in a real browser, beside the real system. */
export function describePortal(market: () => Marketplace): void {
  describe('a person with a browser', () => {
    let browser: Browser
    let origin: string
    beforeAll(async () => {
      const { portal } = market().stack.urls
      if (!portal) throw new Error('expected the built portal; run: npm run build -w @aiigo/portal')
      origin = portal
      browser = await startBrowser()
    }, 60_000)
    afterAll(() => browser?.close())

    async function violations(page: Page): Promise<string[]> {
      const { violations } = await new AxeBuilder({ page }).analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    }

    /** Whether the page is wider than the window. */
    const overflows = (page: Page): Promise<boolean> =>
      page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

    async function signIn(page: Page, wallet: string): Promise<void> {
      await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: wallet }).filter({ visible: true }).first().click()
      await page.getByRole('banner').getByRole('button', { name: wallet }).waitFor()
    }

    it('buys: price, example, wallet, deposit, log, result, approval, and where the money went', async () => {
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(origin)
      await page.getByText('Expected cost').waitFor()
      expect(await violations(page)).toEqual([])
      await page.getByRole('link', { name: 'Run an example' }).click()
      await page.getByText(/\d+ of \d+ computers would take it now/).waitFor()
      expect(await violations(page)).toEqual([])
      await signIn(page, 'Buyer 1')
      await page.getByRole('button', { name: /^Pay 0.001 ETH and run$/ }).click()
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
      await page.getByRole('button', { name: 'Approve and pay' }).waitFor({ timeout: 60_000 })
      await page.getByText(/the program ended with exit code 0/).waitFor()

      // The picture as the program wrote it, opened in the browser: what was downloaded is what is shown.
      const image = page.getByRole('img', { name: /mandelbrot\.png/ })
      await image.waitFor()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('region', { name: 'Result' }).getByRole('button', { name: 'Download' }).click(),
      ])
      const { width, height } = PNG.sync.read(await readFile(await download.path()))
      expect([width, height]).toEqual([512, 512])
      expect(await image.evaluate(sizeOf)).toEqual([512, 512])

      await page.getByRole('button', { name: 'Approve and pay' }).click()
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor({ timeout: 60_000 })
      const money = page.getByRole('region', { name: 'Money' })
      // Deposit, cost, provider, fee and refund, once the subgraph has the settlement.
      await money.locator('dd [title]').nth(4).waitFor({ timeout: 60_000 })
      const amounts = await money.locator('dd [title]').evaluateAll(titlesOf)
      const [deposit, cost, provider, fee, refund] = amounts.map((title) => BigInt(title.split(' ')[0] ?? ''))
      expect(deposit).toBe(10n ** 15n)
      expect((provider ?? 0n) + (fee ?? 0n)).toBe(cost)
      expect((cost ?? 0n) + (refund ?? 0n)).toBe(deposit)
      expect(fee).toBe(((cost ?? 0n) * 8n + 50n) / 100n)
      expect(await violations(page)).toEqual([])
      expect(complaints).toEqual([])

      // A second tab of the same person shows the same, and stays signed in.
      const second = await context.newPage()
      await second.goto(`${origin}jobs`)
      await second
        .getByRole('link', { name: /Mandelbrot/ })
        .first()
        .waitFor()
      expect(await violations(second)).toEqual([])
      await context.close()
    }, 180_000)

    it('reads every page on a phone, in the dark, without a wallet', async () => {
      const { page, context, complaints } = await openTab(browser, PHONE)
      await page.emulateMedia({ colorScheme: 'dark' })
      for (const [path, shown] of [
        ['', 'Expected cost'],
        ['market', 'Supply by tier'],
        ['jobs/new', 'would take it now'],
        ['jobs', 'Sign in with a wallet to go on'],
        ['account', 'Sign in with a wallet to go on'],
        ['nowhere', 'There is no such page'],
      ] as const) {
        await page.goto(`${origin}${path}`)
        await page.getByText(shown).first().waitFor()
        expect([path, await violations(page), await overflows(page)]).toEqual([path, [], false])
      }
      expect(complaints).toEqual([])
      await context.close()
    }, 120_000)

    it('is told what is wrong with a job file, and that it cannot pay', async () => {
      const { page, context } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs/new`)
      const editor = page.getByRole('textbox', { name: /Job file/ })
      await editor.fill((await editor.inputValue()).replace('type: CPU', 'type: ABACUS'))
      await page.getByText(/resources\.type/).waitFor()
      await editor.fill(
        (await editor.inputValue()).replace('type: ABACUS', 'type: CPU').replace('token: ETH', 'token: USDC'),
      )
      await signIn(page, 'Buyer 2')
      await page.getByRole('button', { name: /^Pay 0.001 USDC and run$/ }).click()
      // Handed in without money: the job waits for its deposit, and its page says what the wallet lacks.
      await page.getByText(/USDC/).first().waitFor()
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
      await page.getByRole('button', { name: 'Pay the deposit' }).click()
      await page.getByRole('alert').waitFor()
      expect(await page.getByRole('alert').textContent()).toMatch(/USDC/)
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('main').getByText('Cancelled', { exact: true }).first().waitFor()
      await context.close()
    }, 120_000)
  })
}

/** Runs in the page. */
function sizeOf(element: unknown): [number, number] {
  const { naturalWidth, naturalHeight } = element as { naturalWidth: number; naturalHeight: number }
  return [naturalWidth, naturalHeight]
}

/** Runs in the page. */
function titlesOf(elements: unknown[]): string[] {
  return elements.map((element) => (element as { title: string }).title)
}
