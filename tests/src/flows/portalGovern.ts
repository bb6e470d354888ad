import { aiigoGovernorAbi, createReader, stakerLocksAbi } from '@aiigo/chain'
import { connect, createStaker } from '@aiigo/sdk'
import { describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { createTestClient, http, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { DESKTOP, openTab, overflows, PHONE, refuseTransactions, signIn, violations } from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { withBrowser } from '../testkit/withBrowser.js'

/** More than the quorum, which is never below ten million AIIGO. */
const LOCKED = '12000000'
const REASON = 'Four days to vote, because a week has one weekend'
const FOUR_DAYS = 4 * 86_400

/** The DAO at the pages, with the stack's staker. It moves the chain's clock by a week, so it comes last. */
export function describePortalGovern(market: () => Marketplace): void {
  describe('a staker with a browser', () => {
    let browser: Browser
    let origin: string
    withBrowser(market, (opened) => {
      ;({ browser, origin } = opened)
    })

    const reader = () => createReader(market().stack.chainId, market().stack.urls.ethereumRpc)
    const contracts = () => market().stack.deployment.addresses
    const rule = (functionName: 'votingPeriod' | 'votingDelay') =>
      reader().readContract({ address: contracts().AiigoGovernor, abi: aiigoGovernorAbi, functionName }).then(Number)
    const votesOf = (account: `0x${string}`) =>
      reader().readContract({
        ...{ address: contracts().StakerLocks, abi: stakerLocksAbi, functionName: 'getVotes', args: [account] },
      } as const)
    async function passes(seconds: number): Promise<void> {
      const clock = createTestClient({ mode: 'anvil', transport: http(market().stack.urls.ethereumRpc) })
      await clock.increaseTime({ seconds })
      await clock.mine({ blocks: 1 })
    }

    /** A proposal of the stack's staker, made without the pages. */
    async function proposes(reason: string): Promise<void> {
      const { urls, accounts } = market().stack
      const wallet = privateKeyToAccount(accounts.publicSale.privateKey)
      const staker = createStaker(await connect({ apiUrl: urls.api, rpcUrl: urls.ethereumRpc, wallet }))
      try {
        const { votes, proposalThreshold } = await staker.position()
        if (votes < proposalThreshold) await staker.lock(proposalThreshold)
        // Votes count from the second after the lock.
        await passes(1)
        const call = staker.encodeCall(contracts().AiigoGovernor, 'setVotingPeriod', [String(FOUR_DAYS + 1)])
        await staker.propose([call], reason)
      } finally {
        await staker.close()
      }
    }

    it('locks, delegates, proposes, votes, queues and executes by clicking, and the rule is another on chain', async () => {
      const { accounts } = market().stack
      const [me, other] = [accounts.publicSale.address, accounts.buyers[0]?.address ?? accounts.publicSale.address]
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}govern`)
      await signIn(page, 'Staker')

      const stake = page.getByRole('region', { name: 'Stake', exact: true })
      const before = (await votesOf(me)) + (await votesOf(other))
      await stake.getByRole('textbox', { name: 'Lock AIIGO' }).fill('99999999999')
      await stake.getByText('The wallet has too little AIIGO to lock that').waitFor()
      await stake.getByRole('textbox', { name: 'Lock AIIGO' }).fill(LOCKED)
      const accepts = await refuseTransactions(page)
      await stake.getByRole('button', { name: `Lock ${LOCKED} AIIGO` }).click()
      await stake.getByText('The wallet was asked and said no').waitFor()
      await accepts()
      await stake.getByRole('button', { name: `Lock ${LOCKED} AIIGO` }).click()
      await stake.getByText('Done').waitFor()
      expect(await votesOf(me)).toBe(before + parseEther(LOCKED))

      await stake.getByRole('textbox', { name: 'Delegate the votes to' }).fill(other)
      await stake.getByRole('button', { name: 'Delegate', exact: true }).click()
      await stake.locator(`dd code[title="${other}"]`).waitFor()
      expect(await votesOf(me)).toBe(0n)
      await stake.getByRole('button', { name: 'Vote myself' }).click()
      await stake.getByText('this wallet').waitFor()
      expect(await votesOf(me)).toBe(before + parseEther(LOCKED))
      expect(await violations(page)).toEqual([])

      const delay = await rule('votingDelay')
      expect(await rule('votingPeriod')).not.toBe(FOUR_DAYS)
      const period = await rule('votingPeriod')
      await page.getByRole('button', { name: 'New proposal' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('What to change').selectOption({ label: 'Length of a vote' })
      await dialog.getByLabel('Length of a vote', { exact: true }).fill('9')
      await dialog.getByLabel('What it does, and why').fill(REASON)
      expect(await dialog.getByRole('button', { name: 'Propose it' }).isDisabled()).toBe(true)
      await dialog.getByLabel('Length of a vote', { exact: true }).fill('4')
      expect(await violations(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Propose it' }).click()
      await dialog.waitFor({ state: 'hidden' })

      const proposal = page.getByRole('region', { name: 'Proposals' }).locator('li').filter({ hasText: REASON })
      await proposal.getByText('Voting begins soon').waitFor()
      await proposal.getByText('Length of a vote: 4 d').waitFor()
      await passes(delay + 1)
      await proposal.getByRole('button', { name: 'Vote: For' }).click()
      await proposal.getByText('You voted: For').waitFor()
      await passes(period + 1)
      await proposal.getByRole('button', { name: 'Put it into the timelock' }).click()
      const execute = proposal.getByRole('button', { name: 'Execute' })
      await execute.waitFor()
      expect(await execute.isDisabled()).toBe(true)
      await passes(5 * 86_400)
      await execute.click()
      await proposal.getByText('Executed', { exact: true }).waitFor()
      expect(await rule('votingPeriod')).toBe(FOUR_DAYS)

      // The history has the new value, with the one before it.
      const row = page.getByRole('row').filter({ hasText: 'AiigoGovernor.votingPeriod' })
      await row.getByText('4 d').waitFor()
      await row.getByRole('listitem').filter({ hasText: '5 d' }).first().waitFor()
      expect(await violations(page)).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    })

    it('is read by anybody, on a phone in the dark', async () => {
      const reason = 'A second more than four days to vote, to be read on a phone'
      await proposes(reason)
      const { page, context, complaints } = await openTab(browser, PHONE)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.goto(`${origin}govern`)
      await page.getByText('Sign in with a wallet to go on').waitFor()
      await page.getByRole('region', { name: 'Treasury' }).getByText('USDC', { exact: true }).waitFor()
      await page.getByRole('region', { name: 'Allocation and vesting' }).getByText('Private sale').waitFor()
      await page.getByText('Time in the timelock').waitFor()
      await page.getByRole('region', { name: 'Proposals' }).getByText(reason).waitFor()
      expect([await violations(page), await overflows(page)]).toEqual([[], false])
      expect(complaints).toEqual([])
      await context.close()
    }, 90_000)
  })
}
