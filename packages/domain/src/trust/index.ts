export { type Access, accessOf, CONTRACTS, type Contract } from './accessOf.js'
export { contractLevelOf } from './contractLevelOf.js'
export { LEVEL_FOR } from './levelFor.js'
export { type MissingTrust, nextLevel, type TrustRecord } from './nextLevel.js'
export {
  AUDIT_STATEMENT,
  isTypeShown,
  needsAudit,
  TYPE_EVIDENCE_METHODS,
  type TypeEvidenceMethod,
} from './typeEvidence.js'
