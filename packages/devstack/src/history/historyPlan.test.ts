import { describe, expect, it } from '@jest/globals'
import { asksOf } from '../asksOf.js'
import { MACHINES, planJobs, priceOn, TRADING_DAYS } from './historyPlan.js'

const END = 1_796_000_000
const DAY = 86_400

describe('the history of a local market', () => {
  it('is the same at each start', () => {
    expect(planJobs(END)).toEqual(planJobs(END))
  })

  it('sells no machine twice, and is over before its end', () => {
    for (const machine of MACHINES) {
      const jobs = planJobs(END).filter((job) => job.machine === machine)
      expect(jobs.length).toBeGreaterThan(10)
      for (const [index, job] of jobs.entries()) {
        // Deposit, offer, acceptance and approval take minutes.
        const until = job.createdAt + job.runSeconds + job.approvedAfter + 60
        expect(until).toBeLessThan(jobs[index + 1]?.createdAt ?? END)
        expect(job.units).toBeLessThanOrEqual(machine.units)
      }
    }
  })

  it('fills every one of its days, with a few jobs that no node took', () => {
    const jobs = planJobs(END)
    const days = new Set(jobs.map(({ createdAt }) => Math.floor((END - createdAt) / DAY)))
    expect(days.size).toBe(TRADING_DAYS)
    const lost = jobs.filter(({ end }) => end === 'NO_NODE').length
    expect(lost).toBeGreaterThan(0)
    expect(lost).toBeLessThan(jobs.length / 10)
  })

  it('ends at the prices of the table: $0.15 an hour for 32 cores, $0.80 for an RTX 4090, in ETH as in dollars', () => {
    const [server, gpu] = [MACHINES[0], MACHINES[1]]
    if (!server || !gpu) throw new Error('expected a server and a GPU')
    expect(priceOn(server, TRADING_DAYS - 1)).toBe(15_000n)
    expect(priceOn(gpu, TRADING_DAYS - 1)).toBe(80_000n)
    for (const [machine, dollars] of [
      [server, 0.15],
      [gpu, 0.8],
    ] as const) {
      const { ETH, USDC, AIIGO } = asksOf(priceOn(machine, TRADING_DAYS - 1), BigInt(machine.units))
      const hourly = (rate: string, usd: number, decimals: number) =>
        ((Number(rate) * machine.units * 3_600) / 1e6 / 10 ** decimals) * usd
      expect(hourly(ETH, 3_000, 18)).toBeCloseTo(dollars, 5)
      expect(hourly(USDC, 1, 6)).toBeCloseTo(dollars, 5)
      expect(hourly(AIIGO, 0.05, 18)).toBeCloseTo(dollars, 5)
    }
  })

  it('drifts from day to day by less than a tenth', () => {
    for (const machine of MACHINES) {
      const prices = Array.from({ length: TRADING_DAYS }, (_, day) => priceOn(machine, day))
      expect(new Set(prices).size).toBeGreaterThan(TRADING_DAYS / 2)
      for (const price of prices) {
        expect(Math.abs(Number(price) / Number(machine.hourlyUsd) - 1)).toBeLessThan(0.1)
      }
    }
  })
})
