import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { PNG } from 'pngjs'
import {
  DESKTOP,
  holdTransactions,
  openTab,
  overflows,
  PHONE,
  refuseTransactions,
  signIn,
  titlesOf,
  violations,
} from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { withBrowser } from '../testkit/withBrowser.js'

const ROGUE = fileURLToPath(new URL('../../../examples/rogue/rogue.wasm', import.meta.url))

/** The advisory lock under which the worker counts capacity. */
const COUNT_LOCK = 0x63_61_70_61

/** A program that says how far it is, every three seconds; it stays for half a minute at 100 per cent. */
const OWN_JOB = `version: 1
name: A program of my own
program:
  wasm: rogue.wasm
args: [progress, "3000", "30000"]
outputs: [never.txt]
resources:
  type: CPU
  units: 1
  memoryMiB: 16
limits:
  seconds: 120
  outputMiB: 1
budget:
  token: ETH
  amount: "0.001"
verification:
  mode: NONE
`

/** The pages in a real browser, beside the real system. */
export function describePortal(market: () => Marketplace): void {
  describe('a person with a browser', () => {
    let browser: Browser
    let origin: string
    withBrowser(market, (opened) => {
      ;({ browser, origin } = opened)
    })

    it('buys: price, example, wallet, deposit, log, result, approval, and where the money went', async () => {
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(origin)
      await page.getByText('Expected cost').waitFor()
      expect(await violations(page)).toEqual([])
      await page.getByRole('link', { name: 'Run an example' }).click()
      await page.getByText(/\d+ of \d+ computers would take it now/).waitFor()
      expect(await violations(page)).toEqual([])
      await signIn(page, 'Buyer 1')
      const agree = await holdTransactions(page)
      await page.getByRole('button', { name: /^Pay 0.001 ETH and run$/ }).click()
      await page.getByText('The wallet is asked for a transaction (funding the job)…').waitFor()
      agree()
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
      await page.getByRole('button', { name: 'Approve and pay' }).waitFor()
      await page.getByText(/the program ended with exit code 0/).waitFor()
      const asked = page.getByRole('region', { name: 'Nodes that were asked' })
      const names = await asked.locator('tbody tr td:first-child').allTextContents()
      const known = market()
        .agents()
        .map(({ name }) => name)
      expect(names.length).toBeGreaterThan(0)
      for (const name of names) expect(known).toContain(name)

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

      const history = page.getByRole('region', { name: 'History', exact: true })
      expect(await history.getByRole('table').count()).toBe(0)
      await history.getByRole('heading', { name: 'History' }).click()
      const moves = history.getByRole('row')
      const submitted = moves.filter({ hasText: 'submitJob' }).first()
      await submitted.waitFor()
      expect(await submitted.getByRole('cell').allTextContents()).toEqual([
        expect.stringMatching(/^\d\d:\d\d:\d\d$/),
        ...['Job', '→ Waits for its deposit', 'submitJob', 'you', '–', '–'],
      ])
      // The move to a node has the transaction that the platform sent.
      const assigned = moves.filter({ hasText: 'Offered to a node → A node has it' }).locator('[title^="0x"]')
      const [transaction] = await assigned.evaluateAll(titlesOf)
      const sent = await market().chain.sentBy(market().stack.accounts.operator.address)
      expect(sent.filter(({ status }) => status === 'success').map(({ hash }) => hash)).toContain(transaction)
      expect(await violations(page)).toEqual([])

      await page.getByRole('button', { name: 'Approve and pay' }).click()
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor()
      // The open history goes on with the job.
      await moves.filter({ hasText: 'Result delivered → Paid' }).waitFor()
      await page.setViewportSize(PHONE)
      expect(await overflows(page)).toBe(false)
      await page.setViewportSize(DESKTOP)
      const money = page.getByRole('region', { name: 'Money' })
      // Deposit, cost, provider, fee and refund, once the subgraph has the settlement.
      await money.locator('dd [title]').nth(4).waitFor()
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
    })

    it('runs a program of their own, and sees how far it is and what it costs so far', async () => {
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs/new`)
      await page.getByRole('textbox', { name: /Job file/ }).fill(OWN_JOB)
      await page.getByLabel('Files of the job').setInputFiles(ROGUE)
      await signIn(page, 'Buyer 2')
      await page.getByRole('button', { name: /^Pay 0.001 ETH and run$/ }).click()
      const progress = page.getByRole('region', { name: 'Progress' })
      // The program draws 25, 50, 75 and 100 per cent; a bar and its figure follow. Both go when the program ends.
      await progress.getByRole('progressbar').and(page.locator('[value]')).waitFor()
      const { percent, cost } = await progress.evaluate(progressIn)
      expect([25, 50, 75, 100]).toContain(percent)
      expect(BigInt(cost.split(' ')[0] ?? '')).toBeGreaterThan(0n)
      expect(await violations(page)).toEqual([])
      // It would stay for half a minute more. The buyer gives it a minute, and changes its mind.
      await page.getByRole('button', { name: 'Extend', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'Minutes to add' }).fill('1')
      await dialog.getByText(/Adds 0\.\d+ ETH .*to the deposit; the result is due at/).waitFor()
      expect(await violations(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Add to the deposit and extend' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Stop', exact: true }).click()
      await page.getByRole('button', { name: 'Approve and pay' }).waitFor()
      await progress.waitFor({ state: 'detached' })
      await page.getByText('The program ended with exit code 143 (STOPPED).').waitFor()
      expect(await violations(page)).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    })

    it('puts a token into the escrow by one signature and one transaction, and is told so before', async () => {
      const { stack, chain } = market()
      const { TestUSDC: usdc = '0x', Escrow: escrow } = stack.deployment.addresses
      const { address } = stack.accounts.buyers[0] ?? { address: '0x' as const }
      await stack.fundBuyer(address, 'USDC', 2_000_000n)
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}account`)
      await signIn(page, 'Buyer 1')
      const balances = page.getByRole('region', { name: 'Balances' })
      const amount = balances.getByRole('textbox', { name: 'Put into the escrow' })
      await amount.fill('0.0000001')
      await balances.getByText('at most 6 decimals').waitFor()
      await amount.fill('999999999')
      await balances.getByText('The wallet has too little USDC for that').waitFor()
      await amount.fill('1.5')
      await balances
        .getByText('The wallet asks for a signature, which costs nothing, and for one transaction')
        .waitFor()
      expect(await violations(page)).toEqual([])

      const owed = await chain.claimable(usdc, address)
      const sent = await chain.transactionsOf(address)
      const put = balances.getByRole('button', { name: 'Put in 1.5 USDC' })
      const accepts = await refuseTransactions(page)
      await put.click()
      await balances.getByText('The wallet was asked and said no').waitFor()
      expect(await chain.transactionsOf(address)).toBe(sent)
      await accepts()
      await put.click()
      await balances.getByText('Done').waitFor()
      expect(await chain.claimable(usdc, address)).toBe(owed + 1_500_000n)
      expect(await chain.transactionsOf(address)).toBe(sent + 1)
      expect(await chain.allowance(usdc, address, escrow)).toBe(0n)
      await balances.locator(`[title^="${owed + 1_500_000n} "]`).waitFor()
      expect(complaints).toEqual([])
      await context.close()
    })

    it('is told that supply has not been counted yet, and sees the first count when it comes', async () => {
      const database = new pg.Client({ connectionString: market().stack.urls.database })
      await database.connect()
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      try {
        // While this session has the lock, the worker does not count.
        await database.query('select pg_advisory_lock($1)', [COUNT_LOCK])
        await database.query('delete from capacity_count')
        await page.goto(`${origin}market`)
        const supply = page.getByRole('region', { name: 'Supply by tier', exact: true })
        await supply.getByText('Supply has not been counted yet').waitFor()
        expect(await violations(page)).toEqual([])
        await database.query('select pg_advisory_unlock($1)', [COUNT_LOCK])
        await supply.getByRole('cell', { name: 'owned' }).first().waitFor()
        await supply.getByText('counted at').waitFor()
        expect(complaints).toEqual([])
      } finally {
        await database.end()
        await context.close()
      }
    })

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
    })

    it('is told what is wrong with a job file, that it cannot pay, and what a check of the result found', async () => {
      const { page, context } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs/new`)
      const editor = page.getByRole('textbox', { name: /Job file/ })
      await editor.fill((await editor.inputValue()).replace('type: CPU', 'type: ABACUS'))
      await page.getByText(/resources\.type/).waitFor()
      const file = (await editor.inputValue()).replace('type: ABACUS', 'type: CPU').replace('token: ETH', 'token: USDC')
      await editor.fill(`${file}\nverification: { mode: SPOT_CHECK, shareBps: 10000 }\n`)
      await signIn(page, 'Buyer 2')
      await page.getByRole('button', { name: /^Pay 0.001 USDC and run$/ }).click()
      // Handed in without money: the job waits for its deposit, and its page says at once what the wallet lacks.
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
      await page.getByRole('alert').waitFor()
      expect(await page.getByRole('alert').textContent()).toMatch(/USDC/)
      // Here the chain is a local one, so the page can help.
      await page.getByRole('button', { name: 'Get 1000 USDC' }).click()
      const pay = page.getByRole('button', { name: 'Pay the deposit' })
      await pay.click()
      await pay.waitFor({ state: 'detached' })
      // The approval waits for the check.
      await page.getByRole('button', { name: 'Approve and pay' }).click()
      const check = page.getByRole('region', { name: 'Check of the result' })
      await check.getByText('A platform node ran the job again and got the same.').waitFor()
      await check.getByRole('cell', { name: 'matched' }).waitFor()
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor()
      expect(await violations(page)).toEqual([])
      await page.goto(`${origin}account`)
      const balances = page.getByRole('region', { name: 'Balances' })
      await balances
        .getByRole('row', { name: /USDC/ })
        .getByText(/^999\.99/)
        .first()
        .waitFor()
      expect(await violations(page)).toEqual([])
      await context.close()
    })
  })
}

/** The value of the bar and the title of the cost, at one moment; runs in the page. */
function progressIn(region: unknown): { percent: number; cost: string } {
  const { querySelector } = region as { querySelector(selector: string): { value: number; title: string } | null }
  const find = querySelector.bind(region)
  return { percent: find('progress')?.value ?? -1, cost: find('[title]')?.title ?? '' }
}

/** Runs in the page. */
function sizeOf(element: unknown): [number, number] {
  const { naturalWidth, naturalHeight } = element as { naturalWidth: number; naturalHeight: number }
  return [naturalWidth, naturalHeight]
}
