/**
 * Order as in the contract's enum, which starts with NONE. FINAL: nobody can vote any more, and the ruling is not
 * executed yet.
 */
export const DISPUTE_PHASES = ['DRAW', 'COMMIT', 'REVEAL', 'FINAL', 'CONCLUDED'] as const
export type DisputePhase = (typeof DISPUTE_PHASES)[number]

/** Those that bring evidence forward: the two sides, and the platform, whose nodes run a disputed job again. */
export const DISPUTE_SIDES = ['BUYER', 'PROVIDER', 'PLATFORM'] as const
export type DisputeSide = (typeof DISPUTE_SIDES)[number]

/** The votes that an arbitrator can give; their numbers on chain are those of `RULINGS`. */
export const VOTES = ['PROVIDER', 'BUYER', 'MISUSE'] as const
export type Vote = (typeof VOTES)[number]

/**
 * Where a case stands for one member of the panel.
 * - TO_COMMIT: the vote is due, until `commitBy`.
 * - COMMITTED: it is given; it can be opened when all have committed, or from `commitBy` on.
 * - TO_REVEAL: the opening of the vote is due, until `revealBy`.
 * - REVEALED: it is opened; the others' are awaited.
 * - MISSED: a deadline passed without the vote, or without its opening.
 * - DECIDED: the ruling is executed.
 */
export const CASE_STATES = ['TO_COMMIT', 'COMMITTED', 'TO_REVEAL', 'REVEALED', 'MISSED', 'DECIDED'] as const
export type CaseState = (typeof CASE_STATES)[number]

/** An arbitrator's seat in a dispute. */
export interface SeatView {
  readonly phase: DisputePhase
  readonly committed: boolean
  readonly revealed: boolean
}

/** @example caseStateOf({ phase: 'REVEAL', committed: true, revealed: false }) // 'TO_REVEAL' */
export function caseStateOf({ phase, committed, revealed }: SeatView): CaseState {
  if (phase === 'CONCLUDED') return 'DECIDED'
  if (revealed) return 'REVEALED'
  if (phase === 'DRAW' || phase === 'COMMIT') return committed ? 'COMMITTED' : 'TO_COMMIT'
  return phase === 'REVEAL' && committed ? 'TO_REVEAL' : 'MISSED'
}

/** Bounds of what a side of a dispute may bring forward. */
export const EVIDENCE_LIMITS = {
  /** Pieces of a side. */
  pieces: 10,
  /** Characters of a piece's text. */
  textLength: 4_000,
  /** Files of a piece. */
  files: 10,
  /** Bytes of a file, as for an input. */
  fileBytes: 268_435_456,
} as const
