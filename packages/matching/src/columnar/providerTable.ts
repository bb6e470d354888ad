import { createHexWriter, wordAt } from './hex.js'

export const ADDRESS_CHARACTERS = 42
export const ADDRESS_WORDS = 5
const FIRST_CHUNK = 1_024
const CHUNK_BITS = 14

/** Wallets to small numbers and back: 20 bytes and a hash slot each. Numbers are never reused. */
export function createProviderTable() {
  /** In chunks, so that growing copies nothing: the first small, for small markets. */
  const chunks = [new Uint32Array(FIRST_CHUNK * ADDRESS_WORDS)]
  let slots = new Uint32Array(2_048)
  let count = 0
  /** Provider names that are no addresses, from tests and other chains. */
  const odd = new Map<string, number>()
  const oddNames = new Map<number, string>()
  const parsed = new Uint32Array(ADDRESS_WORDS)
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

  const chunkOf = (number: number): Uint32Array =>
    chunks[number < FIRST_CHUNK ? 0 : (number >>> CHUNK_BITS) + 1] as Uint32Array
  const placeOf = (number: number): number =>
    (number < FIRST_CHUNK ? number : number & ((1 << CHUNK_BITS) - 1)) * ADDRESS_WORDS

  /** Slot of an address: where it is, or the free one where it belongs. */
  function slotOf(words: Uint32Array, at: number): number {
    const mask = slots.length - 1
    let slot = Math.imul((words[at] as number) ^ Math.imul(words[at + 4] as number, 0x9e3779b1), 0x85ebca6b)
    slot = (slot ^ (slot >>> 15)) & mask
    for (;;) {
      const number = slots[slot] as number
      if (number === 0) return slot
      const chunk = chunkOf(number)
      const from = placeOf(number)
      let same = true
      for (let i = 0; i < ADDRESS_WORDS && same; i++) same = chunk[from + i] === words[at + i]
      if (same) return slot
      slot = (slot + 1) & mask
    }
  }

  function rehash(): void {
    slots = new Uint32Array(slots.length * 2)
    for (let number = 1; number <= count; number++) {
      if (!oddNames.has(number)) slots[slotOf(chunkOf(number), placeOf(number))] = number
    }
  }

  /** The number of a provider, or 0 when it has none yet. */
  function find(provider: string): number {
    if (!parse(provider)) return odd.get(provider) ?? 0
    return slots[slotOf(parsed, 0)] as number
  }

  /** Copies an address; that of a provider without one is void. */
  function copy(number: number, to: Uint32Array, at: number): void {
    const chunk = chunkOf(number)
    const from = placeOf(number)
    for (let i = 0; i < ADDRESS_WORDS; i++) to[at + i] = chunk?.[from + i] ?? 0
  }

  return {
    find,
    /** The number of a provider, from 1. */
    intern(provider: string): number {
      const isAddress = parse(provider)
      let slot = isAddress ? slotOf(parsed, 0) : -1
      const known = isAddress ? slots[slot] : odd.get(provider)
      if (known) return known
      if (isAddress && (count + 1) * 3 > slots.length * 2) {
        rehash()
        slot = slotOf(parsed, 0)
      }
      count++
      if (!isAddress) {
        odd.set(provider, count)
        oddNames.set(count, provider)
        return count
      }
      slots[slot] = count
      while (!chunkOf(count)) chunks.push(new Uint32Array(ADDRESS_WORDS << CHUNK_BITS))
      const chunk = chunkOf(count)
      const at = placeOf(count)
      for (let i = 0; i < ADDRESS_WORDS; i++) chunk[at + i] = parsed[i] as number
      return count
    },
    name(number: number): string {
      const odd = oddNames.get(number)
      if (odd !== undefined) return odd
      hex.begin(ADDRESS_CHARACTERS)
      hex.write(chunkOf(number), placeOf(number), ADDRESS_WORDS)
      return hex.text()
    },
    /** The name of a provider that has no address. */
    oddName: (number: number): string | undefined => (oddNames.size > 0 ? oddNames.get(number) : undefined),
    copy,
    bytes: (): number => chunks.reduce((sum, { byteLength }) => sum + byteLength, slots.byteLength),
  }
}
