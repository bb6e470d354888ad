import { Address, BigInt, ethereum } from '@graphprotocol/graph-ts'
import {
  CouncilChanged,
  EpochCancelPassed,
  EpochCancelVoted,
  PausePassed,
  PauseVoted,
  UnpausePassed,
  UnpauseVoted,
  VetoPassed,
  VetoVoted,
} from '../../generated/GuardianCouncil/GuardianCouncil'
import { Council, CouncilDecision, CouncilVote } from '../../generated/schema'
import { bytesList } from '../common/bytesList'
import { eventId } from '../common/id'

export function handleCouncilChanged(event: CouncilChanged): void {
  const council = new Council(event.address)
  council.members = bytesList(event.params.members)
  council.threshold = event.params.threshold
  council.save()
}

function recordVote(
  kind: string,
  member: Address,
  subject: BigInt | null,
  votes: BigInt,
  expiresAt: BigInt,
  event: ethereum.Event,
): void {
  const vote = new CouncilVote(eventId(event))
  vote.kind = kind
  vote.member = member
  vote.subject = subject
  vote.votes = votes
  vote.expiresAt = expiresAt
  vote.block = event.block.number
  vote.timestamp = event.block.timestamp
  vote.transaction = event.transaction.hash
  vote.save()
}

function recordDecision(kind: string, subject: BigInt | null, event: ethereum.Event): void {
  const decision = new CouncilDecision(eventId(event))
  decision.kind = kind
  decision.subject = subject
  decision.block = event.block.number
  decision.timestamp = event.block.timestamp
  decision.transaction = event.transaction.hash
  decision.save()
}

export function handlePauseVoted(event: PauseVoted): void {
  const vote = event.params
  recordVote('PAUSE', vote.member, vote.pauseSeconds, vote.votes, vote.expiresAt, event)
}

export function handleUnpauseVoted(event: UnpauseVoted): void {
  recordVote('UNPAUSE', event.params.member, null, event.params.votes, event.params.expiresAt, event)
}

export function handleEpochCancelVoted(event: EpochCancelVoted): void {
  const vote = event.params
  recordVote('CANCEL_EPOCH', vote.member, vote.epoch, vote.votes, vote.expiresAt, event)
}

export function handlePausePassed(event: PausePassed): void {
  recordDecision('PAUSE', event.params.pauseSeconds, event)
}

export function handleUnpausePassed(event: UnpausePassed): void {
  recordDecision('UNPAUSE', null, event)
}

export function handleEpochCancelPassed(event: EpochCancelPassed): void {
  recordDecision('CANCEL_EPOCH', event.params.epoch, event)
}

export function handleVetoVoted(event: VetoVoted): void {
  const vote = event.params
  recordVote('VETO', vote.member, vote.proposalId, vote.votes, vote.expiresAt, event)
}

export function handleVetoPassed(event: VetoPassed): void {
  recordDecision('VETO', event.params.proposalId, event)
}
