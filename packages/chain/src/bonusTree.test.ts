import { describe, expect, test } from '@jest/globals'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import fc from 'fast-check'
import { type Address, getAddress, toHex } from 'viem'
import { type BonusLeaf, bonusTree } from './bonusTree.js'

const ENCODING = ['uint256', 'address', 'uint256']
type Row = [epoch: bigint, account: string, amount: bigint]

/**
 * The same tree by the library that the distributor's verifier belongs to; it shares no code with ours, not even the
 * hash.
 */
function openZeppelinTree(epoch: number, leaves: readonly BonusLeaf[]) {
  return StandardMerkleTree.of<Row>(
    leaves.map(({ account, amount }) => [BigInt(epoch), account, amount]),
    ENCODING,
  )
}

const accounts = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes): Address => toHex(bytes))
const awards = fc.uniqueArray(fc.record({ account: accounts, amount: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }) }), {
  selector: ({ account }) => account,
  minLength: 1,
  maxLength: 40,
})
const epochs = fc.nat()
const madeUp = (size: number): BonusLeaf[] =>
  Array.from({ length: size }, (_, n) => ({ account: toHex(n + 1, { size: 20 }), amount: BigInt(n) ** 9n }))

describe('bonusTree', () => {
  test('has the root and the proofs of OpenZeppelin’s StandardMerkleTree, for any awards', () => {
    fc.assert(
      fc.property(epochs, awards, (epoch, leaves) => {
        const { root, proofs } = bonusTree(epoch, leaves)
        const expected = openZeppelinTree(epoch, leaves)
        expect(root).toBe(expected.root)
        for (const [index, [, account]] of expected.entries())
          expect(proofs.get(account)).toEqual(expected.getProof(index))
        expect(proofs.size).toBe(leaves.length)
      }),
      { numRuns: 200 },
    )
  })

  test('with every number of leaves up to 33', () => {
    const leaves = madeUp(33)
    for (let size = 1; size <= 33; size++) {
      const some = leaves.slice(0, size)
      expect(bonusTree(1, some).root).toBe(openZeppelinTree(1, some).root)
    }
  })

  test('a proof leads to the root from its own leaf alone', () => {
    const leaves = madeUp(5)
    const { root, proofs } = bonusTree(5, leaves)
    const verify = (row: Row, account: string) =>
      StandardMerkleTree.verify(root, ENCODING, row, [...(proofs.get(account) ?? [])])
    for (const { account, amount } of leaves) {
      expect(verify([5n, account, amount], account)).toBe(true)
      expect(verify([5n, account, amount ^ 1n], account)).toBe(false)
      expect(verify([6n, account, amount], account)).toBe(false)
      expect(verify([5n, `0x${'99'.repeat(20)}`, amount], account)).toBe(false)
    }
  })

  test('the order and the letter case of accounts make no difference', () => {
    fc.assert(
      fc.property(epochs, awards, (epoch, leaves) => {
        const { root, proofs } = bonusTree(epoch, leaves)
        const mixed = leaves.map(({ account, amount }) => ({ account: getAddress(account), amount })).reverse()
        const other = bonusTree(epoch, mixed)
        expect(other.root).toBe(root)
        for (const { account } of leaves) expect(other.proofs.get(account)).toEqual(proofs.get(account))
      }),
    )
  })

  test('wants a leaf, and each account once', () => {
    expect(() => bonusTree(1, [])).toThrow('at least one')
    const twice = { account: `0x${'a1'.repeat(20)}` as Address, amount: 1n }
    expect(() => bonusTree(1, [twice, { ...twice, amount: 2n }])).toThrow('one leaf for each account')
  })
})
