export const CHALLENGE_STATES = ['ISSUED', 'OPEN', 'PASSED', 'FAILED'] as const
export type ChallengeState = (typeof CHALLENGE_STATES)[number]
