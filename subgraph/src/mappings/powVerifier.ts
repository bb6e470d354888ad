import { ChallengeFailed, ChallengeIssued, ChallengePassed } from '../../generated/PowVerifier/PowVerifier'
import { Challenge } from '../../generated/schema'
import { loadChallenge } from '../store/challenge'

export function handleChallengeIssued(event: ChallengeIssued): void {
  const challenge = new Challenge(event.params.challengeId)
  challenge.node = event.params.nodeId
  challenge.state = 'OPEN'
  challenge.seed = event.params.seed
  challenge.target = event.params.target
  challenge.nonceCount = event.params.nonceCount
  challenge.issuedAt = event.block.timestamp
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
