import { readFile } from 'node:fs/promises'
import { voteCommitment } from '@aiigo/chain'
import { ETH_ADDRESS, meteredCost, pause } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { createTestClient, http } from 'viem'
import { DESKTOP, openTab, overflows, PHONE, signIn, type Tab, titlesOf, violations } from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { withBrowser } from '../testkit/withBrowser.js'

/** Of the example job, wei. */
const DEPOSIT = 10n ** 15n
const REASON = 'the picture is not what was asked for'

/** A dispute from the objection to the claimed reward, by people with browsers alone. */
export function describePortalArbitrate(market: () => Marketplace): void {
  describe('a dispute in the browser', () => {
    let browser: Browser
    let origin: string
    withBrowser(market, (opened) => {
      ;({ browser, origin } = opened)
    })

    /** A tab of each arbitrator with its list of cases open. */
    async function arbitratorTabs(): Promise<readonly (Tab & { readonly name: string })[]> {
      const names = market().stack.accounts.arbitrators.map((_, index) => `Arbitrator ${index + 1}`)
      return Promise.all(
        names.map(async (name) => {
          const tab = await openTab(browser, DESKTOP)
          await tab.page.goto(`${origin}arbitrate`)
          await signIn(tab.page, name)
          await tab.page.getByRole('region', { name: 'Rewards', exact: true }).first().waitFor()
          return { ...tab, name }
        }),
      )
    }

    /** Claims of the buyer and of each arbitrator on the escrow, by the contract. */
    async function claims(): Promise<readonly bigint[]> {
      const { buyers, arbitrators } = market().stack.accounts
      const people = [...buyers.slice(0, 1), ...arbitrators]
      return Promise.all(people.map(({ address }) => market().chain.claimable(ETH_ADDRESS, address)))
    }

    async function commits(page: Page): Promise<void> {
      await page.getByRole('radio', { name: /For the buyer/ }).check()
      await page.getByRole('button', { name: 'Commit to this vote' }).click()
    }

    /** The page reads the case as it is now, until the returned function is called. */
    async function seesNothingNew(page: Page): Promise<() => Promise<void>> {
      let known: string | null = null
      await page.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('query ArbitrationCase(')) return route.fallback()
        known ??= await (await route.fetch()).text()
        await route.fulfill({ contentType: 'application/json', body: known })
      })
      await page.waitForResponse(
        (response) => response.request().postData()?.includes('query ArbitrationCase(') ?? false,
      )
      return () => page.unroute('**/graphql')
    }

    it('goes from the objection over evidence, commitments and openings to the ruling and the claimed reward', async () => {
      const buyer = await openTab(browser, DESKTOP)
      await buyer.page.goto(`${origin}jobs/new`)
      await signIn(buyer.page, 'Buyer 1')
      await buyer.page.getByRole('button', { name: /^Pay 0.001 ETH and run$/ }).click()
      await buyer.page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
      const jobId = buyer.page.url().split('/').at(-1) ?? ''
      const judges = await arbitratorTabs()
      await buyer.page.getByRole('button', { name: 'Object' }).click()
      await buyer.page.getByLabel('What is wrong with the result?').fill(REASON)
      await buyer.page.getByRole('button', { name: 'Pay the bond and object' }).click()
      const dispute = buyer.page.getByRole('region', { name: 'Dispute', exact: true })
      await dispute.getByText(REASON).waitFor()
      const before = await claims()
      // The local chain makes blocks for transactions only; the panel is drawn by the block after the dispute's.
      const chain = createTestClient({ mode: 'anvil', transport: http(market().stack.urls.ethereumRpc) })
      await chain.mine({ blocks: 1 })

      // The draw reaches the arbitrators' pages without a reload. Who was not drawn sees no case.
      const isDrawn = ({ page }: (typeof judges)[number]) => page.getByText('Your vote is due').first().isVisible()
      let drawn: boolean[] = []
      for (const end = Date.now() + 90_000; drawn.filter(Boolean).length < 3 && Date.now() < end; await pause(250))
        drawn = await Promise.all(judges.map(isDrawn))
      const seated = judges.filter((_, index) => drawn[index])
      expect(seated).toHaveLength(3)
      const [first] = seated as [(typeof seated)[0]]

      await dispute.getByLabel('Add evidence').fill('The second row has to be 4, 5, 6.')
      await dispute
        .getByLabel('Files that show it')
        .setInputFiles({ name: 'expected.csv', mimeType: 'text/csv', buffer: Buffer.from('1,2,3\n4,5,6\n') })
      await dispute.getByRole('button', { name: 'Add it' }).click()
      await dispute.getByText('The second row has to be 4, 5, 6.').first().waitFor()
      await dispute.getByText('4,5,6').first().waitFor()

      for (const { page } of seated)
        await page.getByRole('region', { name: 'Open cases' }).getByRole('link').first().click()
      await Promise.all(seated.slice(1).map(({ page }) => commits(page)))
      await first.page.getByText('as hashed on chain').waitFor()
      await first.page.getByText(REASON).waitFor()
      await first.page.getByRole('button', { name: 'Open the files' }).click()
      await first.page.getByText('4,5,6').waitFor()
      await first.page.getByRole('img', { name: /mandelbrot\.png/ }).waitFor()

      // The page does not come to see the commitment, as when a reorganisation takes it out at once: it lets go of the
      // button, and goes on when the chain has it.
      const sees = await seesNothingNew(first.page)
      await commits(first.page)
      const form = first.page.getByRole('form', { name: 'Who is right?' })
      await form.getByText('Done').waitFor()
      expect(await form.getByRole('button', { name: 'Commit to this vote' }).isEnabled()).toBe(true)
      await sees()
      await first.page.getByRole('button', { name: 'Save vote and salt as a file' }).waitFor()
      expect(await violations(first.page)).toEqual([])
      expect(await violations(buyer.page)).toEqual([])
      const [download] = await Promise.all([
        first.page.waitForEvent('download'),
        first.page.getByRole('button', { name: 'Save vote and salt as a file' }).click(),
      ])
      const kept = JSON.parse(await readFile(await download.path(), 'utf8'))
      expect(kept.vote).toBe('BUYER')
      expect(voteCommitment(kept.taskId, kept.arbitrator, 'BUYER', kept.salt)).toBe(kept.commitment)

      for (const { page } of seated) {
        await page.getByRole('button', { name: 'Open your vote' }).click()
      }
      for (const { page } of seated) await page.getByText('Ruling: For the buyer').waitFor()
      await dispute.getByText('Ruling: For the buyer').waitFor()

      // The chain, not the page, says where the money is: two per cent of the cost to the three, the rest to the buyer.
      const { usage, rate } = await market().chain.submitted(kept.taskId)
      const total = (meteredCost(usage, rate) * 2n) / 100n
      const after = await claims()
      const gained = after.map((amount, index) => amount - (before[index] ?? 0n))
      const [toBuyer = 0n, ...toArbitrators] = gained
      expect(total).toBeGreaterThan(0n)
      expect(toArbitrators.reduce((sum, amount) => sum + amount, 0n)).toBe(total)
      expect(toArbitrators.map((amount) => amount > 0n)).toEqual(drawn)
      const bonds = await dispute.getByRole('status').locator('[title]').evaluateAll(titlesOf)
      const [bond, returned] = bonds.map((title) => BigInt(title.split(' ')[0] ?? ''))
      expect([bond, returned]).toEqual([toBuyer - (DEPOSIT - total), bond])
      const reward = first.page.getByRole('region', { name: 'Your reward' })
      await reward.getByRole('button', { name: 'Claim' }).click()
      await reward.getByText('It is in your wallet.').waitFor()
      expect(await market().chain.claimable(ETH_ADDRESS, kept.arbitrator)).toBe(0n)
      expect(await violations(first.page)).toEqual([])
      expect([...buyer.complaints, ...seated.flatMap(({ complaints }) => complaints)]).toEqual([])
      await buyer.page.goto(`${origin}jobs/${jobId}`)
      await buyer.page.getByText('Paid back', { exact: true }).first().waitFor()
      await Promise.all([buyer, ...judges].map(({ context }) => context.close()))
    })

    it('is told that a wallet is no arbitrator, and reads its pages on a phone in the dark', async () => {
      const { page, context, complaints } = await openTab(browser, PHONE)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.goto(`${origin}arbitrate`)
      await page.getByText('Sign in with a wallet to go on').waitFor()
      expect([await violations(page), await overflows(page)]).toEqual([[], false])
      await signIn(page, 'Buyer 2')
      await page.getByText('This wallet is not an arbitrator').waitFor()
      expect([await violations(page), await overflows(page)]).toEqual([[], false])
      await page.goto(`${origin}arbitrate/11111111-2222-4333-8444-555555555555`)
      await page.getByText('There is no such case for this wallet').waitFor()
      expect([await violations(page), await overflows(page)]).toEqual([[], false])
      expect(complaints).toEqual([])
      await context.close()
    })
  })
}
