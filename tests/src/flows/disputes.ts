import { ETH_ADDRESS, type JobState, meteredCost } from '@aiigo/domain'
import { uploadJob } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import { ask } from '../testkit/ask.js'
import { judge } from '../testkit/judges.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys, expectMoneyToAddUp, orders, TASK, THE_WHOLE_WAY } from './buys.js'

const TO_THE_RESULT: JobState[] = THE_WHOLE_WAY.slice(0, -1)

/** Money that takes another way: out of a prepaid balance, back as a rebate, or where arbitrators send it. */
export function describeDisputes(market: () => Marketplace): void {
  /** A delivered job whose buyer objects. */
  async function disputed(reason: string) {
    const buyer = await market().buyer()
    const submitted = await orders(buyer, await market().example('kmeans'))
    await buyer.wait(submitted.jobId, { until: ['VERIFYING'] })
    const { bond } = await buyer.dispute(submitted.jobId, reason)
    return { buyer, bond, ...submitted }
  }

  describe('a job whose buyer objects to the result', () => {
    it('is refunded but for the arbitrators’ two per cent when they rule for the buyer, bond and all', async () => {
      const { buyer, bond, jobId, taskId, request } = await disputed('the clusters are not what was asked for')
      expect((await buyer.wait(jobId, { until: ['DISPUTED'] })).last.state).toBe('DISPUTED')
      await judge(market().stack, taskId, 'BUYER')
      const { states, last } = await buyer.wait(jobId)
      expect(states).toEqual([...TO_THE_RESULT, 'DISPUTED', 'REFUNDED'])
      expect(last.reason).toContain('ruled for the buyer')
      expect(await market().chain.taskState(taskId)).toBe(TASK.RESOLVED)
      const { usage, rate } = await market().chain.submitted(taskId)
      const forArbitrators = (meteredCost(usage, rate) * 2n) / 100n
      const refund = request.budget - forArbitrators
      expect((await buyer.withdraw(ETH_ADDRESS)).amount).toBe(refund + bond)
      const query = `query ($id: ID!) { task(id: $id) { state cost refund fee providerAmount
        dispute { state ruling bond bondReturned majority seats { vote silent } rewards { token amount } } } }`
      const token = buyer.client.session()?.accessToken ?? null
      type Rewards = { dispute: { rewards: { amount: string }[] } }
      const indexed = () =>
        ask<{ task: { state: string } & Rewards }>(market().stack.urls.api, query, { id: taskId }, token)
      let { data } = await indexed()
      // The subgraph may be a block behind the escrow that has just paid.
      for (const until = Date.now() + 90_000; data?.task.state !== 'RESOLVED' && Date.now() < until; ) {
        await new Promise((done) => setTimeout(done, 250))
        data = (await indexed()).data
      }
      expect(data?.task).toMatchObject({
        ...{ state: 'RESOLVED', refund: refund.toString(), fee: '0', providerAmount: '0' },
        dispute: {
          ...{ state: 'CONCLUDED', ruling: 'BUYER', bond: bond.toString(), bondReturned: bond.toString() },
          seats: Array(3).fill({ vote: 'BUYER', silent: false }),
          // Two per cent of the cost, whoever won.
          rewards: Array(3).fill({ token: ETH_ADDRESS }),
        },
      })
      const rewards = data?.task.dispute.rewards.map(({ amount }) => BigInt(amount)) ?? []
      expect(rewards.reduce((sum, amount) => sum + amount, 0n)).toBe(forArbitrators)
    })

    it('is paid when the arbitrators rule for the provider, and the buyer’s bond pays them', async () => {
      const { buyer, bond, jobId, taskId, request } = await disputed('I do not like it')
      await judge(market().stack, taskId, 'PROVIDER')
      const { states } = await buyer.wait(jobId)
      expect(states).toEqual([...TO_THE_RESULT, 'DISPUTED', 'PAID'])
      const { usage, rate, nodeId } = await market().chain.submitted(taskId)
      expect(rate).toBe(await market().chain.ask(nodeId, ETH_ADDRESS))
      const cost = meteredCost(usage, rate)
      const forArbitrators = (cost * 2n) / 100n
      expect(forArbitrators).toBeGreaterThan(0n)
      expect((await buyer.withdraw(ETH_ADDRESS)).amount).toBe(request.budget - cost + bond - forArbitrators)
    })
  })

  describe('a job in a token whose buyer objects to the result', () => {
    it('takes the bond by a permit: the wallet signs once, pays it in, and opens the dispute', async () => {
      const { stack, chain } = market()
      const { AiigoToken: aiigo, Escrow: escrow } = stack.deployment.addresses
      const buyer = await market().buyer()
      await stack.fundBuyer(buyer.address, 'AIIGO', 10n ** 19n)
      const job = await market().example('word-statistics', { budget: { token: 'AIIGO', amount: '5' } })
      const { jobId, taskId } = await orders(buyer, job)
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      const before = [await buyer.balance(aiigo), await buyer.owed(aiigo)]
      const sent = await chain.transactionsOf(buyer.address)
      const asked: string[] = []
      const { bond } = await buyer.dispute(jobId, 'a word is missing', {
        onPrompt: ({ kind }) => void asked.push(kind),
      })
      expect(bond).toBeGreaterThan(0n)
      expect(asked).toEqual(['SIGNATURE', 'TRANSACTION', 'TRANSACTION'])
      expect(await chain.transactionsOf(buyer.address)).toBe(sent + 2)
      expect(await chain.allowance(aiigo, buyer.address, escrow)).toBe(0n)
      expect([await buyer.balance(aiigo), await buyer.owed(aiigo)]).toEqual([(before[0] ?? 0n) - bond, before[1]])
      await judge(stack, taskId, 'BUYER')
      expect((await buyer.wait(jobId)).last.state).toBe('REFUNDED')
      expect(await buyer.owed(aiigo)).toBeGreaterThanOrEqual(bond)
    })
  })

  describe('a job that is paid another way', () => {
    it('comes out of a prepaid balance by a signature: the buyer sends no transaction', async () => {
      const buyer = await market().buyer()
      const { TestUSDC: usdc = ETH_ADDRESS } = market().stack.deployment.addresses
      const job = await market().example('word-statistics', { budget: { token: 'USDC', amount: '0.05' } })
      await market().stack.fundBuyer(buyer.address, 'USDC', 50_000n)
      await buyer.deposit(usdc, 50_000n)
      expect(await buyer.owed(usdc)).toBe(50_000n)
      const sent = await market().chain.transactionsOf(buyer.address)
      // The deposit took a permit.
      expect(sent).toBe(1)
      const submitted = await buyer.submit(await uploadJob(buyer, job))
      expect(submitted.request.budget).toBe(50_000n)
      await buyer.fundFromBalance(submitted)
      await buyer.wait(submitted.jobId, { until: ['VERIFYING'] })
      expect(await buyer.owed(usdc)).toBe(0n)
      await buyer.approve(submitted.jobId)
      const { states } = await buyer.wait(submitted.jobId)
      expect(states).toEqual(THE_WHOLE_WAY)
      expect(await market().chain.transactionsOf(buyer.address)).toBe(sent)
      const money = await buyer.accountFor(submitted.jobId)
      expect(await buyer.owed(usdc)).toBe(money.refund)
    })

    it('is not taken from a balance that does not cover it', async () => {
      const buyer = await market().buyer()
      const submitted = await buyer.submit(await uploadJob(buyer, await market().example('kmeans')))
      await expect(buyer.fundFromBalance(submitted)).rejects.toThrow(/balance of at least/)
    })

    it('gives a rebate of 2 % of the cost when it is paid in AIIGO', async () => {
      const buyer = await market().buyer()
      const { AiigoToken: aiigo } = market().stack.deployment.addresses
      await market().stack.fundBuyer(buyer.address, 'AIIGO', 10n ** 19n)
      const bought = await buys(
        market(),
        buyer,
        await market().example('word-statistics', { budget: { token: 'AIIGO', amount: '5' } }),
      )
      await expectMoneyToAddUp(market(), bought, aiigo)
      expect(bought.money.rebate).toBeGreaterThan(0n)
      expect(await buyer.owed(aiigo)).toBe(bought.money.refund + bought.money.rebate)
    })
  })
}
