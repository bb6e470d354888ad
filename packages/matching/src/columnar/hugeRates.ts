/**
 * Rates of 2^64 and more, which the rows' exact column cannot hold, by node and token. Tokens of 18 decimals have many:
 * 20 units of such a token for a million core-seconds are enough. A search compares 24 significant bits first, so only
 * rates that look like the limit have to be read here; they are kept by these bits.
 * @example
 * const rates = createHugeRates()
 * rates.set('0x0102030405060708', token, 2n ** 70n)
 * [...rates.lookingLike(2n ** 70n, token)] // [['0x0102030405060708', 2n ** 70n]]
 */
export function createHugeRates() {
  const byNode = new Map<string, Map<string, bigint>>()
  const byLook = new Map<string, Map<string, bigint>>()

  const look = (rate: bigint, token: string): string => `${Math.fround(Number(rate))} ${token}`

  function drop(id: string, token: string, rates: Map<string, bigint>): void {
    const rate = rates.get(token)
    if (rate === undefined) return
    rates.delete(token)
    if (rates.size === 0) byNode.delete(id)
    const key = look(rate, token)
    const alike = byLook.get(key)
    alike?.delete(id)
    if (alike?.size === 0) byLook.delete(key)
  }

  return {
    has: (id: string): boolean => byNode.has(id),
    get: (id: string, token: string): bigint | undefined => byNode.get(id)?.get(token),

    set(id: string, token: string, rate: bigint): void {
      const rates = byNode.get(id) ?? new Map<string, bigint>()
      drop(id, token, rates)
      byNode.set(id, rates.set(token, rate))
      const key = look(rate, token)
      byLook.set(key, (byLook.get(key) ?? new Map<string, bigint>()).set(id, rate))
    },

    /** The node has a smaller rate in this token now. */
    delete(id: string, token: string): void {
      const rates = byNode.get(id)
      if (rates) drop(id, token, rates)
    },

    /** The node is gone. */
    forget(id: string): void {
      const rates = byNode.get(id)
      for (const token of rates ? [...rates.keys()] : []) drop(id, token, rates as Map<string, bigint>)
    },

    /** Nodes whose rate in the token has the same 24 significant bits. */
    lookingLike(rate: bigint, token: string): Iterable<[id: string, rate: bigint]> {
      return byLook.get(look(rate, token)) ?? []
    },
  }
}
