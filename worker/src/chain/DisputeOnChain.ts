import type { DisputePhase } from '@aiigo/domain'

/** A dispute as the arbitration contract has it. */
export interface DisputeOnChain {
  /** As of the latest block; on a quiet chain time may have passed since. */
  phase: DisputePhase
  openedAt: Date
  /** The arbitrators; empty before the draw. */
  panel: readonly string[]
  /** The block whose hash draws the panel. */
  drawBlock: bigint
  /** Without a panel by then, and without a ruling by `revealBy`, the task is paid as submitted. */
  drawBy: Date
  revealBy: Date
  /** The latest block. */
  block: bigint
}
