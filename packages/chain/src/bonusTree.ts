import { NotRetryableError } from '@aiigo/domain'
import { type Address, concat, encodeAbiParameters, type Hex, keccak256 } from 'viem'

/** The amount that one account may claim for an epoch. */
export interface BonusLeaf {
  account: Address
  /** AIIGO base units. */
  amount: bigint
}

export interface BonusTree {
  root: Hex
  /** By account, lower case. */
  proofs: ReadonlyMap<string, readonly Hex[]>
}

const LEAF = [{ type: 'uint256' }, { type: 'address' }, { type: 'uint256' }] as const

/**
 * A leaf as the bonus distributor hashes it: keccak256(bytes.concat(keccak256(abi.encode(epoch, account, amount)))).
 */
function bonusLeafHash(epoch: number, { account, amount }: BonusLeaf): Hex {
  return keccak256(keccak256(encodeAbiParameters(LEAF, [BigInt(epoch), account, amount])))
}

/**
 * The Merkle tree of an epoch, as OpenZeppelin's StandardMerkleTree builds it: leaves in the order of their hashes,
 * pairs hashed in sorted order. The same awards give the same root, in any order.
 * @throws NotRetryableError BONUS_TREE when there is no leaf, or an account has two
 * @example bonusTree(1, [{ account, amount: 5n }]).proofs.get(account) // []: the only leaf is the root
 */
export function bonusTree(epoch: number, leaves: readonly BonusLeaf[]): BonusTree {
  const accounts = leaves.map(({ account }) => account.toLowerCase())
  if (leaves.length === 0 || new Set(accounts).size !== leaves.length) {
    throw new NotRetryableError(
      'BONUS_TREE',
      `expected one leaf for each account and at least one, got ${leaves.length}`,
    )
  }
  const hashes = leaves.map((leaf) => bonusLeafHash(epoch, leaf))
  const { root, proofs } = merkleTree(hashes)
  return { root, proofs: new Map(accounts.map((account, index) => [account, proofs[index] as Hex[]])) }
}

/** Root and proofs of leaf hashes; `proofs` in the order of the hashes given. */
function merkleTree(hashes: readonly Hex[]): { root: Hex; proofs: Hex[][] } {
  const order = hashes.map((hash, index) => ({ hash, index })).sort((a, b) => (a.hash < b.hash ? -1 : 1))
  // A complete binary tree in an array: the root first, children of i at 2i + 1 and 2i + 2, the leaves last and
  // backwards.
  const size = 2 * hashes.length - 1
  const tree = new Array<Hex>(size)
  order.forEach(({ hash }, position) => {
    tree[size - 1 - position] = hash
  })
  for (let i = hashes.length - 2; i >= 0; i--) tree[i] = hashPair(tree[2 * i + 1] as Hex, tree[2 * i + 2] as Hex)
  const proofs = new Array<Hex[]>(hashes.length)
  order.forEach(({ index }, position) => {
    const proof: Hex[] = []
    for (let i = size - 1 - position; i > 0; i = (i - 1) >> 1) proof.push(tree[i % 2 === 1 ? i + 1 : i - 1] as Hex)
    proofs[index] = proof
  })
  return { root: tree[0] as Hex, proofs }
}

function hashPair(a: Hex, b: Hex): Hex {
  return keccak256(a < b ? concat([a, b]) : concat([b, a]))
}
