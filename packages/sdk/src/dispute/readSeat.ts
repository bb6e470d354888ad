import { arbitrationAbi } from '@aiigo/chain'
import { DISPUTE_PHASES, type DisputePhase, RULINGS, type Ruling } from '@aiigo/domain'
import { type Address, type Hex, isAddressEqual, zeroHash } from 'viem'
import type { Connection } from '../connect/Connection.js'

/** An account's part in a dispute, as the contract has it. */
export interface ChainSeat {
  /** Null without a dispute. */
  readonly phase: DisputePhase | null
  readonly isOnPanel: boolean
  readonly commitment: Hex | null
  readonly vote: Ruling | null
}

/** The seat of an account in a task's dispute. */
export async function readSeat({ reader, contracts }: Connection, taskId: Hex, account: Address): Promise<ChainSeat> {
  const contract = { address: contracts.arbitration, abi: arbitrationAbi } as const
  const dispute = await reader.readContract({ ...contract, functionName: 'dispute', args: [taskId] })
  const phase = DISPUTE_PHASES[dispute.phase - 1] ?? null
  const seat = dispute.panel.findIndex((arbitrator) => isAddressEqual(arbitrator, account))
  if (seat < 0) return { phase, isOnPanel: false, commitment: null, vote: null }
  const commitment = dispute.commitments[seat] ?? zeroHash
  const vote = RULINGS[(dispute.votes[seat] ?? 0) - 1] ?? null
  return { phase, isOnPanel: true, commitment: commitment === zeroHash ? null : commitment, vote }
}
