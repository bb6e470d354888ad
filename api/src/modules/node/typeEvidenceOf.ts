import { needsAudit } from '@aiigo/domain'
import type { Node, TypeAudit } from '@aiigo/storage'
import type { TypeEvidence } from './node.type.js'

/** The evidence of a node's type; null without any. @param audit the one that stands, where there is one */
export function typeEvidenceOf(node: Node, audit: TypeAudit | undefined): TypeEvidence | null {
  if (!needsAudit(node.resourceType)) {
    if (node.hashesPerSecond === 0n) return null
    const none = { auditor: null, units: null, statement: null, signature: null, at: null, expiresAt: null }
    return { method: 'PROOF_OF_WORK', ...none }
  }
  if (!audit || node.typeShownUntil === null) return null
  const { method, auditor, units, statement, signature, auditedAt, expiresAt } = audit
  return { method, auditor, units, statement, signature, at: auditedAt, expiresAt }
}
