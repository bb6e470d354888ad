import { Bytes, log } from '@graphprotocol/graph-ts'
import { Challenge } from '../../generated/schema'

/** A challenge that must exist; null (and a log line) if it does not. */
export function loadChallenge(challengeId: Bytes, because: string): Challenge | null {
  const challenge = Challenge.load(challengeId)
  if (challenge == null) log.error('{}: challenge {} was never issued', [because, challengeId.toHexString()])
  return challenge
}
