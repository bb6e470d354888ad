import type { ProposalsQuery } from '@aiigo/client'
import type { ProposalStage } from '@aiigo/domain'
import type { Contracts } from '../connect/Connection.js'
import { decodeCall } from './daoCalls.js'
import type { Proposal } from './Staker.js'

/** A proposal as the subgraph has it. Its active proposals may be over by time alone. */
export type IndexedProposal = ProposalsQuery['proposals'][number]

/** Where a proposal stands by the governor. */
export interface ProposalStanding {
  readonly stage: ProposalStage
  /** Base units; null before its snapshot. */
  readonly quorum: bigint | null
}

/** A proposal with its calls decoded. */
export function toProposal(contracts: Contracts, found: IndexedProposal, standing: ProposalStanding): Proposal {
  return {
    ...{ id: BigInt(found.id), proposer: found.proposer, description: found.description, isVetoed: found.vetoed },
    calls: found.targets.map((target, index) =>
      decodeCall(contracts, {
        target,
        value: BigInt(found.values[index] ?? 0),
        data: found.calldatas[index] ?? '0x',
      }),
    ),
    state: standing.stage,
    createdAt: Number(found.createdAt),
    ...{ voteStart: Number(found.voteStart), voteEnd: Number(found.voteEnd) },
    eta: found.eta === null ? null : Number(found.eta),
    forVotes: BigInt(found.forVotes),
    againstVotes: BigInt(found.againstVotes),
    abstainVotes: BigInt(found.abstainVotes),
    quorum: standing.quorum,
    ownVote: found.votes[0]?.support ?? null,
  }
}
