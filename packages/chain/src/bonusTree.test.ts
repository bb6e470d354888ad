import { describe, expect, test } from '@jest/globals'
import { type Address, encodeAbiParameters, getAddress, type Hex, keccak256 } from 'viem'
import { bonusTree, merkleTree } from './bonusTree.js'

const MASK = (1n << 64n) - 1n
const rotated = (x: bigint, n: bigint): bigint => (n === 0n ? x : ((x << n) | (x >> (64n - n))) & MASK)

/** Keccak-256 after its specification, sharing nothing with the code that is tested. */
function independentKeccak(input: Uint8Array): Uint8Array {
  const rate = 136
  const padded = new Uint8Array(Math.ceil((input.length + 1) / rate) * rate)
  padded.set(input)
  padded[input.length] = 0x01
  padded[padded.length - 1] = (padded[padded.length - 1] as number) | 0x80
  let lanes = new Array<bigint>(25).fill(0n)
  const lane = (x: number, y: number): bigint => lanes[(x % 5) + 5 * (y % 5)] as bigint
  for (let at = 0; at < padded.length; at += rate) {
    const view = new DataView(padded.buffer, at, rate)
    for (let i = 0; i < rate / 8; i++) lanes[i] = (lanes[i] as bigint) ^ view.getBigUint64(i * 8, true)
    let register = 1
    const bit = (): bigint => {
      const out = BigInt(register & 1)
      register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1
      return out
    }
    for (let round = 0; round < 24; round++) {
      const c = [0, 1, 2, 3, 4].map((x) => [0, 1, 2, 3, 4].reduce((all, y) => all ^ lane(x, y), 0n))
      const d = [0, 1, 2, 3, 4].map((x) => (c[(x + 4) % 5] as bigint) ^ rotated(c[(x + 1) % 5] as bigint, 1n))
      lanes = lanes.map((value, i) => value ^ (d[i % 5] as bigint))
      let [x, y, current] = [1, 0, lane(1, 0)]
      for (let t = 0; t < 24; t++) {
        ;[x, y] = [y, (2 * x + 3 * y) % 5]
        const next = lane(x, y)
        lanes[x + 5 * y] = rotated(current, BigInt((((t + 1) * (t + 2)) / 2) % 64))
        current = next
      }
      lanes = lanes.map((value, i) => {
        const [col, row] = [i % 5, Math.floor(i / 5)]
        return value ^ (~lane(col + 1, row) & MASK & lane(col + 2, row))
      })
      let constant = 0n
      for (let j = 0n; j < 7n; j++) constant |= bit() << ((1n << j) - 1n)
      lanes[0] = (lanes[0] as bigint) ^ constant
    }
  }
  const out = new DataView(new ArrayBuffer(32))
  for (let i = 0; i < 4; i++) out.setBigUint64(i * 8, lanes[i] as bigint, true)
  return new Uint8Array(out.buffer)
}

const bytes = (hex: string): Buffer => Buffer.from(hex.slice(2), 'hex')
const word = (value: bigint): string => value.toString(16).padStart(64, '0')

/** As MerkleProof and the distributor do it on chain. */
function independentRoot(epoch: number, account: string, amount: bigint, proof: readonly string[]): string {
  const encoded = Buffer.from(word(BigInt(epoch)) + account.slice(2).padStart(64, '0') + word(amount), 'hex')
  let hash = Buffer.from(independentKeccak(independentKeccak(encoded)))
  for (const sibling of proof.map(bytes)) {
    const [low, high] = Buffer.compare(hash, sibling) < 0 ? [hash, sibling] : [sibling, hash]
    hash = Buffer.from(independentKeccak(Buffer.concat([low, high])))
  }
  return `0x${hash.toString('hex')}`
}

test('the verifier of these tests hashes as published', () => {
  const hex = (text: string) => Buffer.from(independentKeccak(Buffer.from(text))).toString('hex')
  expect(hex('')).toBe('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470')
  expect(hex('abc')).toBe('4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45')
  expect(hex('a'.repeat(300))).toBe(keccak256(Buffer.from('a'.repeat(300))).slice(2))
})

test('the tree is OpenZeppelin’s: the root of the example in its documentation', () => {
  const leaf = (account: Address, amount: bigint) =>
    keccak256(keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [account, amount])))
  const { root } = merkleTree([
    leaf(`0x${'11'.repeat(20)}`, 5_000_000_000_000_000_000n),
    leaf(`0x${'22'.repeat(20)}`, 2_500_000_000_000_000_000n),
  ])
  expect(root).toBe('0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77')
})

describe('bonusTree', () => {
  /** Made up, and the same in each run. */
  const account = (n: number): Address => `0x${keccak256(`0x${word(BigInt(n))}`).slice(26)}`
  const leavesOf = (size: number) =>
    Array.from({ length: size }, (_, i) => ({ account: account(i), amount: BigInt(keccak256(account(i))) >> 160n }))

  test.each([1, 2, 3, 4, 5, 7, 8, 9, 16, 33])(
    'with %d leaves every proof leads to the root, and to no other leaf',
    (size) => {
      const leaves = leavesOf(size)
      const { root, proofs } = bonusTree(size, leaves)
      for (const { account: who, amount } of leaves) {
        const proof = proofs.get(who) as readonly Hex[]
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)))
        expect(independentRoot(size, who, amount, proof)).toBe(root)
        expect(independentRoot(size, who, amount + 1n, proof)).not.toBe(root)
        expect(independentRoot(size + 1, who, amount, proof)).not.toBe(root)
        expect(independentRoot(size, account(99), amount, proof)).not.toBe(root)
      }
    },
  )

  test('the order and the letter case of accounts make no difference', () => {
    const list = [3, 1, 2].map((n): { account: Address; amount: bigint } => ({
      account: `0x${`a${n}`.repeat(20)}`,
      amount: BigInt(n),
    }))
    const { root, proofs } = bonusTree(7, list)
    const mixed = list.map(({ account: who, amount }) => ({ account: getAddress(who), amount }))
    const other = bonusTree(7, mixed.reverse())
    expect(other.root).toBe(root)
    expect(other.proofs.get(`0x${'a1'.repeat(20)}`)).toEqual(proofs.get(`0x${'a1'.repeat(20)}`))
  })

  test('wants a leaf, and each account once', () => {
    expect(() => bonusTree(1, [])).toThrow('at least one')
    const twice = { account: `0x${'a1'.repeat(20)}` as Address, amount: 1n }
    expect(() => bonusTree(1, [twice, { ...twice, amount: 2n }])).toThrow('one leaf for each account')
  })
})
