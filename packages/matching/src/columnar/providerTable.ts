import { createHexWriter, wordAt } from './hex.js'

export const ADDRESS_CHARACTERS = 42
export const ADDRESS_WORDS = 5

/** Wallets to small numbers and back: 20 bytes and a hash slot each. Numbers are never reused. */
export function createProviderTable() {
  let addresses = new Uint32Array(5 * 1_024)
  let slots = new Uint32Array(2_048)
  let count = 0
  /** Whatever is no address, from tests and other chains. */
  const odd = new Map<string, number>()
  const oddNames = new Map<number, string>()
  const parsed = new Uint32Array(5)
  const hex = createHexWriter()

  /** Reads an address. @returns false when it is none */
  function parse(address: string): boolean {
    if (address.length !== 42 || !address.startsWith('0x')) return false
    for (let i = 0; i < 5; i++) {
      const word = wordAt(address, 2 + i * 8)
      if (word < 0) return false
      parsed[i] = word
    }
    return true
  }

  /** Slot of the parsed address: where it is, or the free one where it belongs. */
  function slotOf(words: Uint32Array, at: number): number {
    const mask = slots.length - 1
    let slot = Math.imul((words[at] as number) ^ Math.imul(words[at + 4] as number, 0x9e3779b1), 0x85ebca6b)
    slot = (slot ^ (slot >>> 15)) & mask
    for (;;) {
      const number = slots[slot] as number
      if (number === 0) return slot
      let same = true
      for (let i = 0; i < 5 && same; i++) same = addresses[(number - 1) * 5 + i] === words[at + i]
      if (same) return slot
      slot = (slot + 1) & mask
    }
  }

  function grow(): void {
    const larger = new Uint32Array(addresses.length * 2)
    larger.set(addresses)
    addresses = larger
  }

  function rehash(): void {
    slots = new Uint32Array(slots.length * 2)
    for (let number = 1; number <= count; number++) {
      if (!oddNames.has(number)) slots[slotOf(addresses, (number - 1) * 5)] = number
    }
  }

  /** The number of a provider, or 0 when it has none yet. */
  function find(provider: string): number {
    if (!parse(provider)) return odd.get(provider) ?? 0
    return slots[slotOf(parsed, 0)] as number
  }

  /** Copies an address; that of a provider without one is void. */
  function copy(number: number, to: Uint32Array, at: number): void {
    const from = (number - 1) * ADDRESS_WORDS
    for (let i = 0; i < ADDRESS_WORDS; i++) to[at + i] = addresses[from + i] as number
  }

  return {
    find,
    /** The number of a provider, from 1. */
    intern(provider: string): number {
      const isAddress = parse(provider)
      const known = isAddress ? slots[slotOf(parsed, 0)] : odd.get(provider)
      if (known) return known
      if ((count + 1) * 5 > addresses.length) grow()
      if ((count + 1) * 3 > slots.length * 2) rehash()
      count++
      if (isAddress) {
        slots[slotOf(parsed, 0)] = count
        addresses.set(parsed, (count - 1) * 5)
      } else {
        odd.set(provider, count)
        oddNames.set(count, provider)
      }
      return count
    },
    name(number: number): string {
      const odd = oddNames.get(number)
      if (odd !== undefined) return odd
      const at = (number - 1) * ADDRESS_WORDS
      hex.begin(ADDRESS_CHARACTERS)
      hex.prefix()
      for (let i = at; i < at + ADDRESS_WORDS; i++) hex.word(addresses[i] as number)
      return hex.text()
    },
    /** The name of a provider that has no address. */
    oddName: (number: number): string | undefined => (oddNames.size > 0 ? oddNames.get(number) : undefined),
    copy,
    bytes: (): number => addresses.byteLength + slots.byteLength,
  }
}
