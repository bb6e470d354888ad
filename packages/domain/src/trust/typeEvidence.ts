import type { ResourceType } from '../resource.js'

/**
 * The kinds of evidence that a node is of its resource type.
 * - PROOF_OF_WORK: the challenge on chain that each node solves before it is VERIFIED. It measures a processor.
 * - AUDIT: the operator looked at the device, and signed for it.
 * - DEVELOPMENT: the operator of a local chain signed for it; nobody looked.
 */
export const TYPE_EVIDENCE_METHODS = ['PROOF_OF_WORK', 'AUDIT', 'DEVELOPMENT'] as const
export type TypeEvidenceMethod = (typeof TYPE_EVIDENCE_METHODS)[number]

/** Whether a type is shown by an audit alone: the proof of work says nothing about it. */
export function needsAudit(type: ResourceType): boolean {
  return type !== 'CPU'
}

/**
 * Whether a node may work, and be paid, as what it says it is.
 * @param shownUntil end of the audit that stands; null without one
 * @example isTypeShown('GPU', null) // false
 */
export function isTypeShown(type: ResourceType, shownUntil: Date | null): boolean {
  return !needsAudit(type) || shownUntil !== null
}

/** Bounds of what an operator writes of its audit of a node, characters. */
export const AUDIT_STATEMENT = { least: 10, most: 1_000 } as const
