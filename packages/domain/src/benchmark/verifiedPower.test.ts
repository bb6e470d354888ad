import { describe, expect, it } from '@jest/globals'
import { seededNumbers } from '../seededNumbers.js'
import { cpuPartsFor } from './benchmarkLimits.js'
import { benchmarkWeightBps, verifiedPowerOf } from './verifiedPower.js'

describe('the weight of a benchmark', () => {
  it('is whole for two weeks, then falls by the same every day, and is nothing from the 45th day on', () => {
    expect([-1, 0, 13.9, 14, 14.99].map(benchmarkWeightBps)).toEqual(Array(5).fill(10_000))
    expect([15, 29, 30, 44].map(benchmarkWeightBps)).toEqual([9_677, 5_161, 4_838, 322])
    expect([45, 46, 10_000].map(benchmarkWeightBps)).toEqual([0, 0, 0])
    for (let day = 14; day < 45; day++) {
      const fall = benchmarkWeightBps(day) - benchmarkWeightBps(day + 1)
      expect([322, 323]).toContain(fall)
    }
  })
})

describe('verified power', () => {
  it('is the rate of the proofs while there is no benchmark, or a stale one', () => {
    expect(verifiedPowerOf({ hashesPerSecond: 700n })).toBe(700n)
    expect(verifiedPowerOf({ hashesPerSecond: 700n, benchmarkHashesPerSecond: null, benchmarkWeightBps: 10_000 })).toBe(
      700n,
    )
    const stale = { hashesPerSecond: 700n, benchmarkHashesPerSecond: 5n, benchmarkWeightBps: benchmarkWeightBps(45) }
    expect(verifiedPowerOf(stale)).toBe(700n)
  })

  it('is the benchmark while that is fresh', () => {
    for (const figure of [0n, 5n, 700n, 9_000n]) {
      const fresh = { hashesPerSecond: 700n, benchmarkHashesPerSecond: figure, benchmarkWeightBps: 10_000 }
      expect(verifiedPowerOf(fresh)).toBe(figure)
    }
  })

  it('lies between the two, and below the rate of the proofs when the benchmark is slower', () => {
    const random = seededNumbers(7)
    for (let round = 0; round < 2_000; round++) {
      const [rate, figure] = [random, random].map((next) => BigInt(Math.floor(2 ** (next() * 45)))) as [bigint, bigint]
      const weight = Math.floor(random() * 10_001)
      const power = verifiedPowerOf({
        ...{ hashesPerSecond: rate, benchmarkHashesPerSecond: figure, benchmarkWeightBps: weight },
      })
      const [low, high] = rate < figure ? [rate, figure] : [figure, rate]
      expect(power >= low && power <= high).toBe(true)
      if (figure < rate && weight > 0) expect(power < rate).toBe(true)
      const exact = Number(rate) * (1 - weight / 10_000) + Number(figure) * (weight / 10_000)
      expect(Math.abs(Number(power) - exact)).toBeLessThanOrEqual(1 + exact * 1e-12)
    }
  })

  it('decides how much a node is asked to do, within limits', () => {
    expect([0n, 1n, 2n ** 60n].map(cpuPartsFor)).toEqual([32, 32, 2_048])
    // Eight seconds of a million hashes a second, 800 operations each, 2^27 operations a part.
    expect(cpuPartsFor(1_000_000n)).toBe(48)
  })
})
