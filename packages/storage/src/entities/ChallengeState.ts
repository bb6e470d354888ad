export const CHALLENGE_STATES = ['OPEN', 'PASSED', 'FAILED'] as const
export type ChallengeState = (typeof CHALLENGE_STATES)[number]
