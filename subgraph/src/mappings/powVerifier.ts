import {
  ChallengeFailed,
  ChallengeIssued,
  ChallengePassed,
  ChallengeStarted,
} from '../../generated/PowVerifier/PowVerifier'
import { Challenge } from '../../generated/schema'
import { loadChallenge } from '../store/challenge'

export function handleChallengeIssued(event: ChallengeIssued): void {
  const challenge = new Challenge(event.params.challengeId)
  challenge.node = event.params.nodeId
  challenge.state = 'ISSUED'
  challenge.target = event.params.target
  challenge.nonceCount = event.params.nonceCount
  challenge.issuedAt = event.block.timestamp
  challenge.deadline = event.params.startBy
  challenge.save()
}

export function handleChallengeStarted(event: ChallengeStarted): void {
  const challenge = loadChallenge(event.params.challengeId, 'ChallengeStarted')
  if (challenge == null) return
  challenge.state = 'OPEN'
  challenge.seed = event.params.seed
  challenge.startedAt = event.block.timestamp
  challenge.deadline = event.params.deadline
  challenge.save()
}

export function handleChallengePassed(event: ChallengePassed): void {
  const challenge = loadChallenge(event.params.challengeId, 'ChallengePassed')
  if (challenge == null) return
  challenge.state = 'PASSED'
  challenge.hashesPerSecond = event.params.hashesPerSecond
  challenge.elapsedSeconds = event.params.elapsedSeconds
  challenge.save()
}

export function handleChallengeFailed(event: ChallengeFailed): void {
  const challenge = loadChallenge(event.params.challengeId, 'ChallengeFailed')
  if (challenge == null) return
  challenge.state = 'FAILED'
  challenge.save()
}
