import { describe, expect, it } from '@jest/globals'
import { createHugeRates } from './hugeRates.js'

const TOKEN = `0x${'1'.repeat(40)}`
const OTHER = `0x${'2'.repeat(40)}`
const [A, B] = ['0x0000000000000001', '0x0000000000000002'] as const
const RATE = 2n ** 70n

describe('rates of 2^64 and more', () => {
  it('are found by the 24 bits in which they look like a limit, token by token', () => {
    const rates = createHugeRates()
    rates.set(A, TOKEN, RATE + 1n)
    rates.set(B, TOKEN, RATE * 2n)
    rates.set(B, OTHER, RATE)
    expect([...rates.lookingLike(RATE, TOKEN)]).toEqual([[A, RATE + 1n]])
    expect([...rates.lookingLike(RATE, OTHER)]).toEqual([[B, RATE]])
    expect(rates.get(A, TOKEN)).toBe(RATE + 1n)
  })

  it('leave nothing behind when they change, shrink, or their node goes', () => {
    const rates = createHugeRates()
    rates.set(A, TOKEN, RATE)
    rates.set(A, TOKEN, RATE * 2n)
    expect([...rates.lookingLike(RATE, TOKEN)]).toEqual([])
    expect([...rates.lookingLike(RATE * 2n, TOKEN)]).toEqual([[A, RATE * 2n]])
    rates.set(A, OTHER, RATE)
    rates.delete(A, TOKEN)
    expect([rates.has(A), rates.get(A, TOKEN), rates.get(A, OTHER)]).toEqual([true, undefined, RATE])
    rates.forget(A)
    expect([rates.has(A), [...rates.lookingLike(RATE, OTHER)]]).toEqual([false, []])
  })
})
