import { formatAmount } from '@aiigo/domain'
import type { Proposal } from '@aiigo/sdk'
import type { ShownProposal } from '../schemas/vote.js'

/** Votes have the decimals of AIIGO. */
const VOTE_DECIMALS = 18

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()
const whole = (votes: bigint): string => formatAmount(votes, VOTE_DECIMALS)

/** A proposal as `--json` prints it. */
export function describeProposal(proposal: Proposal): ShownProposal {
  const { id, description, proposer, state, isVetoed, createdAt, voteStart, voteEnd, eta, ownVote } = proposal
  const { forVotes, againstVotes, abstainVotes, quorum } = proposal
  return {
    ...{ proposal: id.toString(), description, proposer, state, isVetoed, ownVote },
    ...{ createdAt: iso(createdAt), voteStart: iso(voteStart), voteEnd: iso(voteEnd) },
    eta: eta === null ? null : iso(eta),
    votes: {
      for: whole(forVotes),
      against: whole(againstVotes),
      abstain: whole(abstainVotes),
      quorum: quorum === null ? null : whole(quorum),
    },
  }
}

/** The next step of a proposal, as a command; null where there is none. */
export function nextVoteStep({ proposal, state, ownVote }: ShownProposal): string | null {
  if (state === 'ACTIVE' && ownVote === null) return `vote: aiigo vote cast ${proposal} FOR`
  if (state === 'SUCCEEDED') return `put it into the timelock: aiigo vote queue ${proposal}`
  if (state === 'QUEUED') return `make its calls, when its time has come: aiigo vote execute ${proposal}`
  return null
}
