import { pause } from '@aiigo/domain'
import { uploadJob } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { createTestClient, createWalletClient, http, parseGwei } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { DESKTOP, openTab, signIn, violations } from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { withBrowser } from '../testkit/withBrowser.js'

/** A deposit that the network does not take as it was sent. The whole chain stands still meanwhile: it comes last. */
export function describePortalDeposit(market: () => Marketplace): void {
  describe('a deposit that is under way in a browser', () => {
    let browser: Browser
    let origin: string
    withBrowser(market, (opened) => {
      ;({ browser, origin } = opened)
    })

    const wallet = () => privateKeyToAccount(market().stack.accounts.buyers[0]?.privateKey ?? '0x')

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
        for (const until = Date.now() + 60_000; Date.now() < until; await pause(100)) {
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
        await page.getByText('The transaction was replaced in the wallet').waitFor()
        expect(await violations(page)).toEqual([])

        const { hash } = await paysWithoutABlock()
        await chain.dropTransaction({ hash })
        await page.getByText('The transaction was dropped by the network').waitFor({ timeout: 180_000 })
      } finally {
        await chain.setAutomine(true)
        await chain.mine({ blocks: 1 })
      }
      await pay.click()
      await page.getByRole('button', { name: 'Approve and pay' }).click()
      await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor()
      expect(complaints).toEqual([])
      await context.close()
    })
  })
}
