import { ETH_ADDRESS } from '@aiigo/domain'
import type { Buyer } from '@aiigo/sdk'
import { describe, expect, it } from '@jest/globals'
import { verifyKmeans, verifyMandelbrot, verifyWordStatistics } from '../independent/index.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys, expectMoneyToAddUp, orders, TASK, THE_WHOLE_WAY } from './buys.js'

/** Jobs that go well: results compared with another program, money with the contracts' own logs. */
export function describeMainJob(market: () => Marketplace): void {
  describe('a job that goes well', () => {
    it('runs word statistics for ETH: states, result, and the money to the last wei', async () => {
      const bought = await buys(market(), await market().buyer(), await market().example('word-statistics'))
      expect(bought.states).toEqual(THE_WHOLE_WAY)
      verifyWordStatistics(bought.bytes, await market().exampleInput('word-statistics', 'text.txt'))
      expect(bought.result).toMatchObject({ exitCode: 0, outcome: 'EXITED' })
      expect(await market().chain.taskState(bought.taskId)).toBe(TASK.SETTLED)
      await expectMoneyToAddUp(market(), bought, ETH_ADDRESS)
    })

    it('has a history: each move with its cause, its caller, and the transaction that the chain has', async () => {
      const buyer = await market().buyer()
      const { jobId } = await buys(market(), buyer, await market().example('word-statistics'))
      const history = await buyer.history(jobId)
      const moves = (isJob: boolean) =>
        history.filter(({ attemptId }) => (attemptId === null) === isJob).map(({ from, to }) => [from, to])
      const path = (...states: string[]) => states.map((state, at) => [states[at - 1] ?? null, state])
      expect(moves(true)).toEqual(path('SUBMITTED', 'QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING', 'VERIFYING', 'PAID'))
      expect(moves(false)).toEqual(path('OFFERED', 'ACCEPTED', 'ASSIGNED', 'EXECUTING', 'SUBMITTED', 'SUCCEEDED'))
      const first = history.find(({ from, attemptId }) => from === null && attemptId === null)
      expect(first).toMatchObject({ cause: 'submitJob', actor: buyer.address.toLowerCase(), transaction: null })
      expect(history.every(({ cause }) => cause !== 'unknown')).toBe(true)
      const sent = await market().chain.sentBy(market().stack.accounts.operator.address)
      const onChain = new Set(sent.filter(({ status }) => status === 'success').map(({ hash }) => hash))
      const ofChain = history.filter(({ to, attemptId }) => to === 'ASSIGNED' || (to === 'PAID' && attemptId === null))
      expect(ofChain).toHaveLength(3)
      // The first that hears of a block moves the job: the sender knows the transaction, a reader of the task does not.
      for (const { transaction, cause } of ofChain) {
        if (transaction === null) expect(cause).toMatch(/^(chain-sync|advance)/)
        else expect(onChain).toContain(transaction)
      }
      expect(ofChain.some(({ transaction }) => transaction !== null)).toBe(true)
    })

    it('runs three jobs of three buyers at once, paid in USDC, AIIGO and ETH', async () => {
      const { TestUSDC: usdc = ETH_ADDRESS, AiigoToken: aiigo } = market().stack.deployment.addresses
      const buyers = [await market().buyer(), await market().buyer(), await market().buyer()]
      const [withUsdc, withAiigo, withEth] = buyers as [Buyer, Buyer, Buyer]
      await market().stack.fundBuyer(withUsdc.address, 'USDC', 5_000_000n)
      await market().stack.fundBuyer(withAiigo.address, 'AIIGO', 10n ** 19n)
      const [image, clusters, words] = await Promise.all([
        buys(market(), withUsdc, await market().example('mandelbrot', { budget: { token: 'USDC', amount: '0.05' } })),
        buys(market(), withAiigo, await market().example('kmeans', { budget: { token: 'AIIGO', amount: '5' } })),
        buys(market(), withEth, await market().example('word-statistics')),
      ])
      verifyMandelbrot(image.bytes)
      verifyKmeans(clusters.bytes, await market().exampleInput('kmeans', 'points.csv'))
      verifyWordStatistics(words.bytes, await market().exampleInput('word-statistics', 'text.txt'))
      await expectMoneyToAddUp(market(), image, usdc)
      await expectMoneyToAddUp(market(), clusters, aiigo)
      await expectMoneyToAddUp(market(), words, ETH_ADDRESS)

      expect((await withUsdc.withdraw(usdc)).amount).toBe(image.money.refund)
      expect(await withUsdc.owed(usdc)).toBe(0n)
    })

    it('is paid in USDC by exactly one transaction of the buyer, with the permit in it', async () => {
      const { TestUSDC: usdc = ETH_ADDRESS, TaskMarketplace, Escrow } = market().stack.deployment.addresses
      const buyer = await market().buyer()
      await market().stack.fundBuyer(buyer.address, 'USDC', 5_000_000n)
      expect(await buyer.fundingPrompts(usdc, 50_000n)).toEqual({ signatures: 1, transactions: 1 })
      expect(await buyer.fundingPrompts(ETH_ADDRESS, 1n)).toEqual({ signatures: 0, transactions: 1 })
      const submitted = await orders(
        buyer,
        await market().example('kmeans', { budget: { token: 'USDC', amount: '0.05' } }),
      )
      const { states } = await buyer.wait(submitted.jobId, { until: ['VERIFYING'] })
      expect(states).toContain('EXECUTING')
      const sent = await market().chain.sentBy(buyer.address)
      expect(sent).toHaveLength(1)
      expect(sent[0]).toMatchObject({ to: TaskMarketplace.toLowerCase(), status: 'success' })
      // The deposit took all that the permit allowed.
      expect(await market().chain.allowance(usdc, buyer.address, Escrow)).toBe(0n)
      expect(await buyer.balance(usdc)).toBe(4_950_000n)
    })

    it('takes a program that only prints: its signed log is the result', async () => {
      const buyer = await market().buyer()
      const job = await market().example('sleeper', { args: ['1'], limits: { seconds: 60, outputMiB: 1 }, outputs: [] })
      const bought = await buys(market(), buyer, job)
      expect(bought.states).toEqual(THE_WHOLE_WAY)
      expect(bought.result.files).toEqual([])
      expect(bought.log.length).toBeGreaterThan(1)
      expect((await buyer.checkLog(bought.jobId)).lines).toBeGreaterThan(1)
      await expectMoneyToAddUp(market(), bought, ETH_ADDRESS)
    })

    it('keeps the log: the same lines live and afterwards', async () => {
      const buyer = await market().buyer()
      const job = await market().example('sleeper', { args: ['2'], limits: { seconds: 60, outputMiB: 1 } })
      const { jobId, log } = await buys(market(), buyer, job)
      const again: string[] = []
      await buyer.wait(jobId, { onLog: ({ text }) => again.push(text) })
      expect(again.slice(0, log.length)).toEqual(log)
      expect(log.length).toBeGreaterThan(1)
    })

    it('counts a program that exits non-zero as a result, paid by usage', async () => {
      const buyer = await market().buyer()
      const job = await market().example('word-statistics', { args: ['missing.txt'] })
      const bought = await buys(market(), buyer, job)
      expect(bought.result.exitCode).not.toBe(0)
      expect(bought.states).toEqual(THE_WHOLE_WAY)
      await expectMoneyToAddUp(market(), bought, ETH_ADDRESS)
    })

    it('pays after the challenge window when the buyer says nothing', async () => {
      const buyer = await market().buyer()
      const deadlines = { fundSeconds: 60, assignSeconds: 60, windowSeconds: 5 }
      const submitted = await orders(buyer, await market().example('kmeans', { deadlines }))
      const { states } = await buyer.wait(submitted.jobId)
      expect(states).toEqual(THE_WHOLE_WAY)
      expect(await market().chain.taskState(submitted.taskId)).toBe(TASK.SETTLED)
    })
  })
}
