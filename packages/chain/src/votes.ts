import { RULINGS, type Vote } from '@aiigo/domain'
import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem'

const types = {
  VoteSalt: [
    { name: 'purpose', type: 'string' },
    { name: 'taskId', type: 'bytes32' },
  ],
} as const

/**
 * Typed data whose signature the salt of an arbitrator's vote is derived from: it names the chain, the arbitration
 * contract and the dispute. No contract takes it.
 */
export function voteSaltTypedData(chainId: number, arbitration: Address, taskId: Hex) {
  const purpose = 'Hides your vote in this dispute until you open it. Sign it for nobody else.'
  const domain = { name: 'AIIGO Arbitration', version: '1', chainId, verifyingContract: arbitration } as const
  return { domain, types, primaryType: 'VoteSalt', message: { purpose, taskId } } as const
}

/** The salt that a signature of `voteSaltTypedData` stands for. */
export function voteSaltOf(signature: Hex): Hex {
  return keccak256(signature)
}

/** The number of a vote in the contract's enum. @example voteNumber('PROVIDER') // 1 */
export function voteNumber(vote: Vote): number {
  return RULINGS.indexOf(vote) + 1
}

/** The commitment to a vote, as the contract's `commitmentOf` makes it: nobody else can open it. */
export function voteCommitment(taskId: Hex, arbitrator: Address, vote: Vote, salt: Hex): Hex {
  const parameters = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint8' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(parameters, [taskId, arbitrator, voteNumber(vote), salt]))
}
