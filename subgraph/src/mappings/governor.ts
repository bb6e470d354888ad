import { Address, BigInt, Bytes, ethereum, log } from '@graphprotocol/graph-ts'
import {
  ProposalCanceled,
  ProposalCreated,
  ProposalExecuted,
  ProposalQueued,
  ProposalThresholdSet,
  ProposalVetoed,
  QuorumNumeratorUpdated,
  TimelockChange,
  VoteCast,
  VoteCastWithParams,
  VotingDelaySet,
  VotingPeriodSet,
} from '../../generated/AiigoGovernor/AiigoGovernor'
import { Proposal, Vote } from '../../generated/schema'
import { bytesList } from '../common/bytesList'
import { voteSupportName } from '../common/enumNames'
import { numberId } from '../common/id'
import { recordParameter } from '../store/parameterChange'

function loadProposal(proposalId: BigInt, because: string): Proposal | null {
  const proposal = Proposal.load(numberId(proposalId))
  if (proposal == null) log.error('{}: proposal {} was never made', [because, proposalId.toString()])
  return proposal
}

export function handleProposalCreated(event: ProposalCreated): void {
  const proposal = new Proposal(numberId(event.params.proposalId))
  proposal.vetoed = false
  proposal.proposer = event.params.proposer
  proposal.targets = bytesList(event.params.targets)
  proposal.values = event.params.values
  proposal.calldatas = event.params.calldatas
  proposal.description = event.params.description
  proposal.voteStart = event.params.voteStart
  proposal.voteEnd = event.params.voteEnd
  proposal.state = 'ACTIVE'
  proposal.forVotes = BigInt.zero()
  proposal.againstVotes = BigInt.zero()
  proposal.abstainVotes = BigInt.zero()
  proposal.createdAt = event.block.timestamp
  proposal.save()
}

export function handleProposalQueued(event: ProposalQueued): void {
  const proposal = loadProposal(event.params.proposalId, 'ProposalQueued')
  if (proposal == null) return
  proposal.state = 'QUEUED'
  proposal.eta = event.params.etaSeconds
  proposal.save()
}

function endProposal(proposalId: BigInt, state: string): void {
  const proposal = loadProposal(proposalId, state)
  if (proposal == null) return
  proposal.state = state
  proposal.save()
}

export function handleProposalExecuted(event: ProposalExecuted): void {
  endProposal(event.params.proposalId, 'EXECUTED')
}

/** The cancellation is told besides. */
export function handleProposalVetoed(event: ProposalVetoed): void {
  const proposal = Proposal.load(numberId(event.params.proposalId))
  if (proposal == null) return
  proposal.vetoed = true
  proposal.save()
}

export function handleProposalCanceled(event: ProposalCanceled): void {
  endProposal(event.params.proposalId, 'CANCELED')
}

function recordVote(
  proposalId: BigInt,
  voter: Address,
  position: i32,
  weight: BigInt,
  reason: string,
  params: Bytes | null,
  event: ethereum.Event,
): void {
  const proposal = loadProposal(proposalId, 'VoteCast')
  if (proposal == null) return
  const support = voteSupportName(position)
  if (support == 'FOR') proposal.forVotes = proposal.forVotes.plus(weight)
  else if (support == 'AGAINST') proposal.againstVotes = proposal.againstVotes.plus(weight)
  else proposal.abstainVotes = proposal.abstainVotes.plus(weight)
  proposal.save()
  const vote = new Vote(numberId(proposalId).concat(voter))
  vote.proposal = numberId(proposalId)
  vote.voter = voter
  vote.support = support
  vote.weight = weight
  vote.reason = reason
  vote.params = params
  vote.block = event.block.number
  vote.timestamp = event.block.timestamp
  vote.transaction = event.transaction.hash
  vote.save()
}

export function handleVoteCast(event: VoteCast): void {
  const cast = event.params
  recordVote(cast.proposalId, cast.voter, cast.support, cast.weight, cast.reason, null, event)
}

export function handleVoteCastWithParams(event: VoteCastWithParams): void {
  const cast = event.params
  recordVote(cast.proposalId, cast.voter, cast.support, cast.weight, cast.reason, cast.params, event)
}

export function handleProposalThresholdSet(event: ProposalThresholdSet): void {
  recordParameter('proposalThreshold', event.params.newProposalThreshold.toString(), event)
}

export function handleQuorumNumeratorUpdated(event: QuorumNumeratorUpdated): void {
  recordParameter('quorumNumerator', event.params.newQuorumNumerator.toString(), event)
}

export function handleVotingDelaySet(event: VotingDelaySet): void {
  recordParameter('votingDelay', event.params.newVotingDelay.toString(), event)
}

export function handleVotingPeriodSet(event: VotingPeriodSet): void {
  recordParameter('votingPeriod', event.params.newVotingPeriod.toString(), event)
}

export function handleTimelockChange(event: TimelockChange): void {
  recordParameter('timelock', event.params.newTimelock.toHexString(), event)
}
