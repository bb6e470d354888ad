import { fileURLToPath } from 'node:url'
import { parseSubmission } from '@aiigo/domain'
import { type LoadedGroup, uploadGroup } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { privateKeyToAccount } from 'viem/accounts'
import { DESKTOP, openTab, overflows, PHONE, signIn, violations } from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { withBrowser } from '../testkit/withBrowser.js'

const folder = fileURLToPath(new URL('../../../examples/sweep/', import.meta.url))

/** Two jobs that take a file of a third one, and one that fails. */
const FILE = {
  ...{ version: 1, name: 'Divisors of some numbers', program: { wasm: 'sweep.wasm', public: true } },
  ...{ resources: { type: 'CPU', memoryMiB: 16 }, limits: { seconds: 30, outputMiB: 1 } },
  ...{ budget: { token: 'ETH', amount: '0.0001' }, verification: { mode: 'NONE' } },
  jobs: {
    prepare: { args: ['prepare', '50'], outputs: ['numbers.txt'] },
    broken: { needs: ['prepare'], args: ['fail'] },
    count: {
      array: 2,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the job file
      args: ['count', '3', '${index}'],
      inputs: [{ from: 'prepare', path: 'numbers.txt', as: 'numbers.txt' }],
      outputs: ['count.txt'],
    },
  },
}

/** Jobs that were handed in together, in a real browser. */
export function describePortalGroups(market: () => Marketplace): void {
  describe('a buyer of many jobs with a browser', () => {
    let browser: Browser
    let origin: string
    withBrowser(market, (opened) => {
      ;({ browser, origin } = opened)
    })

    it('pays for them by one signature, sees how far they are, and hands in again what failed', async () => {
      const wallet = privateKeyToAccount(market().stack.accounts.buyers[1]?.privateKey ?? '0x')
      const buyer = await market().buyer(wallet)
      const submission = parseSubmission(JSON.stringify(FILE))
      if (submission.kind !== 'group') throw new Error('expected a group')
      const loaded: LoadedGroup = { group: submission.group, folder }
      const group = await buyer.submitGroup(await uploadGroup(buyer, loaded))
      for (const { token, amount } of group.deposits) await buyer.deposit(token, amount)

      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs`)
      await signIn(page, 'Buyer 2')
      const groups = page.getByRole('region', { name: 'Groups of jobs' })
      await groups.getByRole('row').filter({ hasText: FILE.name }).first().getByText('0 of 4').waitFor()
      expect(await violations(page)).toEqual([])
      await groups.getByRole('link', { name: FILE.name }).first().click()
      await page.waitForURL(`${origin}groups/${group.groupId}`)
      // Four jobs with a deposit of 0.0001 ETH each, two of them elements of an array.
      const price = page.getByRole('region', { name: 'Price and nodes now' })
      await price.getByText('0.0004 ETH').waitFor()
      await price.getByText(/of 4$/).waitFor()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Pay the deposits by one signature' }).click()
      const progress = page.getByRole('region', { name: 'Progress' })
      await progress.getByText('4 of 4').waitFor()
      const { members } = await buyer.group(group.groupId)
      const rows = page.getByRole('region', { name: 'Jobs', exact: true }).locator('tbody tr')
      expect(await rows.count()).toBe(4)
      const shown = await rows.evaluateAll((all) => all.map((row) => row.querySelectorAll('td')[2]?.textContent))
      expect(shown).toEqual(members.map(({ exitCode }) => String(exitCode)))
      expect(shown.toSorted()).toEqual(['0', '0', '0', '3'])
      expect(await violations(page)).toEqual([])
      await page.setViewportSize(PHONE)
      expect(await overflows(page)).toBe(false)
      await page.setViewportSize(DESKTOP)

      // A job leads back to its group.
      await rows.getByRole('link').first().click()
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
      await page.getByText('One of the jobs of').getByRole('link').click()
      await page.waitForURL(`${origin}groups/${group.groupId}`)

      await page.getByRole('button', { name: 'Hand in again what failed' }).click()
      await progress.getByText('0 of 1').waitFor()
      expect(page.url()).not.toContain(group.groupId)
      await page.getByRole('button', { name: 'Take back what no node has' }).click()
      await page.getByText('Cancelled', { exact: true }).first().waitFor()
      await progress.getByText('1 of 1').waitFor()
      expect(complaints).toEqual([])
      await context.close()
    }, 300_000)
  })
}
