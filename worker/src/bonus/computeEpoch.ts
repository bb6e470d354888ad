import { bonusTree } from '@aiigo/chain'
import { type BonusAward, type BonusFact, type BonusShares, shareOut } from '@aiigo/domain'
import type { Address, Hex } from 'viem'

/** Awards of an epoch with their Merkle tree. */
export interface ComputedEpoch {
  root: Hex
  awards: (BonusAward & { proof: readonly Hex[] })[]
}

/**
 * Computes the epoch of a recorded period. The same period always gives the same root.
 * @param epoch number on the chain; part of every leaf
 * @returns null when no account gets a bonus
 */
export function computeEpoch(
  epoch: number,
  { budget, shares, facts }: { budget: bigint; shares: BonusShares; facts: readonly BonusFact[] },
): ComputedEpoch | null {
  const awards = shareOut(budget, shares, facts)
  if (awards.length === 0) return null
  const { root, proofs } = bonusTree(
    epoch,
    awards.map(({ account, amount }) => ({ account: account as Address, amount })),
  )
  return { root, awards: awards.map((award) => ({ ...award, proof: proofs.get(award.account) ?? [] })) }
}
