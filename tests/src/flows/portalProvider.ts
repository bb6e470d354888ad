import { aiigoTokenAbi, escrowAbi } from '@aiigo/chain'
import { meteredCost, pause } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type Address, parseEther } from 'viem'
import { actAs } from '../testkit/actAs.js'
import { ask } from '../testkit/ask.js'
import {
  DESKTOP,
  openTab,
  overflows,
  PHONE,
  portalOf,
  refuseTransactions,
  signIn,
  startBrowser,
  violations,
} from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { type Bought, buys } from './buys.js'

const AGENT = 'owned-1'
const PROVIDER = `Provider of ${AGENT}`

/** A provider at the pages, beside the real system. */
export function describePortalProvider(market: () => Marketplace): void {
  describe('a provider with a browser', () => {
    let browser: Browser
    let origin: string
    /** A job that the node was paid for. */
    let bought: Bought
    beforeAll(async () => {
      origin = portalOf(market())
      browser = await startBrowser()
      const job = await market().example('kmeans', { allow: [market().stack.nodeIdOf(agent())] })
      bought = await buys(market(), await market().buyer(), job)
    })
    afterAll(() => browser?.close())

    async function signsIn(page: Page): Promise<void> {
      await signIn(page, PROVIDER)
      await page.getByRole('switch').first().waitFor()
    }

    const agent = () => {
      const found = market()
        .agents()
        .find(({ name }) => name === AGENT)
      if (!found) throw new Error(`expected an agent ${AGENT}`)
      return found
    }

    /** How many nodes a quote that allows this node only finds free now. */
    async function free(): Promise<number> {
      const input = `resourceType: CPU, units: 1, seconds: 60, token: "ETH", allow: ["${market().stack.nodeIdOf(agent())}"]`
      const query = `{ quote(input: { ${input} }) { availableCount } }`
      const { data } = await ask<{ quote: { availableCount: number } }>(market().stack.urls.api, query)
      return data?.quote.availableCount ?? -1
    }

    async function freeBecomes(count: number): Promise<void> {
      for (const until = Date.now() + 60_000; Date.now() < until && (await free()) !== count; ) await pause(200)
      expect(await free()).toBe(count)
    }

    it('sees the node, switches it off and on, sees what a job paid, stakes and unbonds', async () => {
      const { stack, chain } = market()
      const nodeId = stack.nodeIdOf(agent())
      const { usage, rate, provider, providerAmount } = await chain.settled(bought.taskId)

      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}provider`)
      await page.getByText('Sign in with a wallet to go on').waitFor()
      await page.getByText('aiigo-agent run').waitFor()
      expect(await violations(page)).toEqual([])
      await signsIn(page)
      await page.getByRole('link', { name: AGENT }).waitFor()

      await freeBecomes(1)
      await page.getByRole('switch', { name: 'Takes jobs' }).click()
      await freeBecomes(0)
      await page.getByText('switched off in the portal').waitFor()
      await page.getByRole('switch', { name: 'Takes no jobs' }).click()
      await freeBecomes(1)
      await page.getByRole('switch', { name: 'Takes jobs' }).waitFor()
      expect(await violations(page)).toEqual([])

      // The node's sums, against the contracts' logs of each of its tasks; this job's pay is 92 % of usage × ask.
      await page.getByRole('link', { name: AGENT }).click()
      await page.getByRole('region', { name: 'Earned by day and token' }).getByText('ETH').first().waitFor()
      const from = new Date(Date.now() - 2 * 86_400_000).toISOString()
      const query = `query ($nodeId: Bytes!, $from: DateTime!) {
        earnings(nodeId: $nodeId, from: $from) { symbol tasks amount usd }
        tasks(where: { node: "${nodeId}", providerAmount_gt: 0 }, first: 1000) { id token } }`
      const { data } = await ask<Sums>(stack.urls.api, query, { nodeId, from })
      const paid = await Promise.all((data?.tasks ?? []).map(({ id }) => chain.settled(id)))
      const sum = (data?.earnings ?? []).reduce((total, { amount }) => total + BigInt(amount), 0n)
      expect(sum).toBe(paid.reduce((total, settled) => total + settled.providerAmount, 0n))
      expect(data?.earnings.reduce((total, { tasks }) => total + tasks, 0)).toBe(paid.length)
      const cost = meteredCost(usage, rate)
      expect(providerAmount).toBe(cost - (cost * 8n + 50n) / 100n)
      expect(data?.earnings.every(({ usd }) => Number(usd) > 0)).toBe(true)
      const pay = page.getByRole('region', { name: 'Tasks of this node' }).locator(`[title^="${providerAmount} "]`)
      await pay.first().waitFor()

      // The wallet has no AIIGO beside its stake until it is sent some.
      await stack.fundBuyer(provider, 'AIIGO', parseEther('300'))
      await page.reload()
      const stakePanel = page.getByRole('region', { name: 'Stake', exact: true })
      const staked = await chain.activeStake(nodeId)
      await stakePanel.getByRole('textbox', { name: 'AIIGO' }).fill('999999999')
      await page.getByText('The wallet has too little AIIGO to stake that').waitFor()
      await stakePanel.getByRole('textbox', { name: 'AIIGO' }).fill('250')
      await stakePanel.getByRole('button', { name: 'Stake 250 AIIGO' }).click()
      await stakePanel.getByText('Done').waitFor()
      expect(await chain.activeStake(nodeId)).toBe(staked + parseEther('250'))
      await stakePanel.getByRole('textbox', { name: 'AIIGO' }).fill('250')
      await stakePanel.getByRole('button', { name: 'Unbond 250 AIIGO' }).click()
      await stakePanel.getByRole('button', { name: 'Withdraw what has unbonded' }).waitFor()
      expect(await chain.activeStake(nodeId)).toBe(staked)
      expect(await violations(page)).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    })

    it('sees on the account page what it can do next, and takes money out', async () => {
      const { stack, chain } = market()
      const nodeId = stack.nodeIdOf(agent())
      const { data } = await ask<{ node: { provider: { id: Address } } }>(
        stack.urls.api,
        `{ node(id: "${nodeId}") { provider { id } } }`,
      )
      const wallet = data?.node.provider.id
      if (!wallet) throw new Error(`expected a provider of ${nodeId}`)
      const { AiigoToken, Escrow } = stack.deployment.addresses
      const amount = parseEther('12.5')
      await stack.fundBuyer(wallet, 'AIIGO', amount)
      await actAs(stack, wallet, [
        { address: AiigoToken, abi: aiigoTokenAbi, functionName: 'approve', args: [Escrow, amount] },
        { address: Escrow, abi: escrowAbi, functionName: 'deposit', args: [AiigoToken, wallet, amount] },
      ])
      const owed = await chain.claimable(AiigoToken, wallet)
      expect(owed).toBeGreaterThanOrEqual(amount)

      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}account`)
      await signIn(page, PROVIDER)
      const steps = page.getByRole('region', { name: 'What you can do next' })
      await steps.getByText('provider', { exact: true }).waitFor()
      const row = steps.getByRole('listitem').filter({ hasText: 'Balance in the escrow' })
      await row.locator(`[title^="${owed} "]`).waitFor()
      await steps.getByRole('link', { name: AGENT }).waitFor()
      await steps.getByText('more stake').or(steps.getByText('more proof')).first().waitFor()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Take it out: AIIGO' }).click()
      await row.locator(`[title^="${owed} "]`).waitFor({ state: 'detached' })
      expect(await chain.claimable(AiigoToken, wallet)).toBe(0n)
      expect(complaints).toEqual([])
      await context.close()
    })

    it('is told when the wallet says no', async () => {
      const { page, context } = await openTab(browser, DESKTOP)
      await refuseTransactions(page)
      await page.goto(`${origin}provider/nodes/${market().stack.nodeIdOf(agent())}`)
      await signIn(page, PROVIDER)
      const stakePanel = page.getByRole('region', { name: 'Stake', exact: true })
      await stakePanel.getByRole('textbox', { name: 'AIIGO' }).fill('1')
      await stakePanel.getByRole('button', { name: 'Unbond 1 AIIGO' }).click()
      await stakePanel.getByText('The wallet was asked and said no').waitFor()
      await context.close()
    })

    it('reads the pages on a phone, in the dark', async () => {
      const { page, context, complaints } = await openTab(browser, PHONE)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.goto(`${origin}provider`)
      await page.getByText('You get').waitFor()
      expect(['signed out', await violations(page), await overflows(page)]).toEqual(['signed out', [], false])
      await signsIn(page)
      await page.getByText('at the prices of now').waitFor()
      expect(['nodes', await violations(page), await overflows(page)]).toEqual(['nodes', [], false])
      await page.getByRole('link', { name: AGENT }).click()
      await page.getByRole('heading', { name: 'Penalties' }).waitFor()
      await page.getByText('Needed for any work').waitFor()
      expect(['node', await violations(page), await overflows(page)]).toEqual(['node', [], false])
      expect(complaints).toEqual([])
      await context.close()
    }, 60_000)
  })
}

interface Sums {
  readonly earnings: readonly { readonly tasks: number; readonly amount: string; readonly usd: string | null }[]
  readonly tasks: readonly { readonly id: `0x${string}` }[]
}
