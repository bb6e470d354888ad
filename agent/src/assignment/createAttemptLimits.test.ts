import { marketplaceDomain } from '@aiigo/chain'
import { meteredCost } from '@aiigo/domain'
import { makeOffer } from '@aiigo/sdk/testing'
import { describe, expect, it } from '@jest/globals'
import { createAttemptLimits } from './createAttemptLimits.js'
import { runSeconds } from './runSeconds.js'

const domain = marketplaceDomain(31_337, '0x00000000000000000000000000000000000000aa')
const DUE = 1_800_000_080
const offer = makeOffer({ dueAt: DUE }, { domain })
const { workSeconds, maxUsage } = offer.request
const moved = (seconds: number, usage = maxUsage) => ({
  dueAt: DUE + seconds,
  ...{ request: offer.request, rate: offer.rate, addedUsage: usage - maxUsage, addedBudget: 0n },
})

describe('the limits of an attempt', () => {
  it('only grow', () => {
    const limits = createAttemptLimits(offer)
    let changes = 0
    const forget = limits.onChange(() => void changes++)
    const now = () => [limits.dueAt - DUE, limits.addedSeconds, limits.maxUsage - maxUsage, changes]
    expect(now()).toEqual([0, 0, 0n, 0])
    limits.grow(moved(60, maxUsage + 5n))
    expect(now()).toEqual([60, 60, 5n, 1])
    for (const less of [moved(60), moved(30), moved(0), { ...moved(0), dueAt: null }]) limits.grow(less)
    expect(now()).toEqual([60, 60, 5n, 1])
    forget()
    limits.grow(moved(90))
    expect(now()).toEqual([90, 90, 5n, 1])
  })

  it('begin with what the chain has, and grow by what the platform has moved since', () => {
    const limits = createAttemptLimits({ ...offer, dueAt: null })
    const assignedAt = DUE + 7 - workSeconds
    limits.confirm({ assignedAt, dueAt: DUE + 7 })
    limits.grow(moved(0))
    expect([limits.assignedAt, limits.dueAt, limits.addedSeconds]).toEqual([assignedAt, DUE + 7, 0])
    limits.grow(moved(10))
    expect([limits.dueAt, limits.addedSeconds]).toEqual([DUE + 10, 3])
  })

  it('count what the chain has moved before', () => {
    const limits = createAttemptLimits(moved(40))
    limits.confirm({ assignedAt: DUE - workSeconds, dueAt: DUE + 40 })
    expect([limits.dueAt, limits.addedSeconds]).toEqual([DUE + 40, 40])
  })

  it('count an extension once that is told before the chain confirms it, and again afterwards', () => {
    const limits = createAttemptLimits(offer)
    limits.grow(moved(40, maxUsage + 5n))
    limits.confirm({ assignedAt: DUE - workSeconds, dueAt: DUE + 40 })
    const now = () => [limits.dueAt, limits.addedSeconds, limits.maxUsage]
    expect(now()).toEqual([DUE + 40, 40, maxUsage + 5n])
    limits.grow(moved(40, maxUsage + 5n))
    expect(now()).toEqual([DUE + 40, 40, maxUsage + 5n])
    limits.grow(moved(100, maxUsage + 9n))
    expect(now()).toEqual([DUE + 100, 100, maxUsage + 9n])
  })

  it('let a program run as much longer as the buyer pays for', () => {
    const { units, budget } = offer.request
    const whole = { ...offer, request: { ...offer.request, budget: meteredCost(maxUsage, offer.rate) } }
    const paidAfter = (seconds: number, addedUsage: bigint, addedBudget: bigint, resourceType = 1) => {
      const { request } = whole
      const limits = createAttemptLimits({ ...whole, request: { ...request, resourceType } })
      limits.grow({ ...whole, request: { ...request, resourceType }, dueAt: DUE + seconds, addedUsage, addedBudget })
      return limits.paidSeconds
    }
    const usage = 60n * BigInt(units)
    const price = meteredCost(usage, offer.rate) + 1n
    expect(budget).toBeGreaterThan(0n)
    expect(paidAfter(60, usage, price)).toBe(60)
    expect(paidAfter(30, usage, price)).toBe(30)
    expect(paidAfter(600, usage, price)).toBe(60)
    expect(paidAfter(600, 0n, 0n)).toBe(0)
    expect(paidAfter(600, usage, price / 2n)).toBe(0)
    // Megabytes are no time.
    expect(paidAfter(600, usage, price, 2)).toBe(0)
  })

  it('give a program no more time than its owner, or any job, may have', () => {
    const spec = { limits: { seconds: 60, outputMiB: 1 } }
    const secondsOf = (paidSeconds: number, most?: number) => runSeconds(spec, { paidSeconds }, most)
    expect([secondsOf(0), secondsOf(30), secondsOf(30, 80), secondsOf(30, 20)]).toEqual([60, 90, 80, 60])
    expect(secondsOf(1_000_000)).toBe(604_800)
  })
})
