import { describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { privateKeyToAccount } from 'viem/accounts'
import {
  DESKTOP,
  openTab,
  overflows,
  PHONE,
  refuseSignatures,
  signIn,
  titlesOf,
  violations,
} from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { withBrowser } from '../testkit/withBrowser.js'

const SIGNED = 'Signed; the platform puts the deposit on the chain…'

/** A job that is paid out of the balance in the escrow. The worker is away for a while. */
export function describePortalBalance(market: () => Marketplace): void {
  describe('a balance that pays for a job in a browser', () => {
    let browser: Browser
    let origin: string
    withBrowser(market, (opened) => {
      ;({ browser, origin } = opened)
    })

    const account = () => privateKeyToAccount(market().stack.accounts.buyers[1]?.privateKey ?? '0x')
    const usdc = () => market().stack.deployment.addresses.TestUSDC ?? '0x'
    const owed = () => market().chain.claimable(usdc(), account().address)
    const sent = () => market().chain.transactionsOf(account().address)
    const fromBalance = (page: Page) => page.getByRole('radio', { name: 'From your balance in the escrow' })

    /** The page of a new job, with the example paid in USDC: 1000 base units. */
    async function opensJobInUsdc(page: Page): Promise<void> {
      await page.goto(`${origin}jobs/new`)
      const editor = page.getByRole('textbox', { name: /Job file/ })
      await editor.fill((await editor.inputValue()).replace('token: ETH', 'token: USDC'))
      await page.getByRole('button', { name: 'Pay 0.001 USDC and run' }).waitFor()
    }

    it('tells what the balance lacks, takes the deposit by a signature alone, and falls by exactly the bill', async () => {
      await market().stack.fundBuyer(account().address, 'USDC', 2_000_000n)
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs/new`)
      await signIn(page, 'Buyer 2')
      await opensJobInUsdc(page)
      await page.getByText(/are missing/).waitFor()
      expect(await fromBalance(page).isDisabled()).toBe(true)
      expect(await violations(page)).toEqual([])

      await page.getByRole('link', { name: 'Put them in' }).click()
      const balances = page.getByRole('region', { name: 'Balances' })
      await balances.getByRole('textbox', { name: 'Put into the escrow' }).fill('0.0015')
      await balances.getByRole('button', { name: 'Put in 0.0015 USDC' }).click()
      await balances.getByText('Done').waitFor()

      const [before, transactions] = [await owed(), await sent()]
      expect(before).toBe(1_500n)
      await opensJobInUsdc(page)
      await fromBalance(page).check()
      const choice = page.getByRole('group', { name: 'Where the deposit comes from' })
      await choice.getByText(/One signature, no transaction and no gas/).waitFor()
      const shown = await choice.locator('[title]').evaluateAll(titlesOf)
      expect(shown.map((title) => title.split(' ')[0])).toEqual(['1500', '500'])
      expect(await violations(page)).toEqual([])
      await page.setViewportSize(PHONE)
      expect(await overflows(page)).toBe(false)
      await page.setViewportSize(DESKTOP)
      await page.getByRole('button', { name: 'Pay 0.001 USDC and run' }).click()
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
      await page.getByRole('button', { name: 'Approve and pay' }).click()
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor()
      const money = page.getByRole('region', { name: 'Money' })
      await money.locator('dd [title]').nth(4).waitFor()
      const [deposit, cost] = (await money.locator('dd [title]').evaluateAll(titlesOf)).map((title) =>
        BigInt(title.split(' ')[0] ?? ''),
      )
      expect(deposit).toBe(1_000n)
      expect(cost).toBeGreaterThan(0n)
      expect(await owed()).toBe(before - (cost ?? 0n))
      expect(await sent()).toBe(transactions)
      expect(complaints).toEqual([])
      await context.close()
    })

    it('says that the signature was refused, waits over a reload, and tells why the chain did not take it', async () => {
      const { stack } = market()
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs/new`)
      await signIn(page, 'Buyer 2')
      await opensJobInUsdc(page)
      await fromBalance(page).check()
      const accepts = await refuseSignatures(page)
      await page.getByRole('button', { name: 'Pay 0.001 USDC and run' }).click()
      // The job was handed in, so its own page tells it, and takes the deposit.
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
      await page.getByText('The wallet was asked and said no').waitFor()
      expect(await violations(page)).toEqual([])
      await accepts()

      await stack.killService('worker')
      const pay = page.getByRole('button', { name: 'Pay the deposit' })
      await fromBalance(page).check()
      await pay.click()
      await page.getByText(SIGNED).waitFor()
      await pay.waitFor({ state: 'detached' })
      await page.reload()
      await page.getByText(SIGNED).waitFor()
      expect(await pay.count()).toBe(0)
      expect(await violations(page)).toEqual([])

      // The money leaves the balance before the platform comes to send the deposit.
      const buyer = await market().buyer(account())
      await buyer.withdraw(usdc())
      await stack.restartService('worker')
      await page.getByText('The chain did not take the deposit out of the balance').first().waitFor()
      await page.getByText(/are missing/).waitFor()
      expect(await fromBalance(page).isDisabled()).toBe(true)
      expect(await violations(page)).toEqual([])
      await page.setViewportSize(PHONE)
      expect(await overflows(page)).toBe(false)
      await pay.click()
      await page.getByRole('button', { name: 'Approve and pay' }).click()
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor()
      expect(await page.getByText('The chain did not take the deposit').count()).toBe(0)
      expect(complaints).toEqual([])
      await context.close()
    })
  })
}
