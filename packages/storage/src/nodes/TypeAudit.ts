import { RESOURCE_TYPES, TYPE_EVIDENCE_METHODS } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { instant, oneOf } from '../db/columns.js'
import { Node } from './Node.js'
import type { NodeDetails } from './NodeDetails.js'

const TypeAuditSchema = defineEntity({
  name: 'TypeAudit',
  tableName: 'type_audit',
  properties: {
    /** Its id. */
    id: p.uuid().primary(),
    /** The node that was audited. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id'),
    /** The type that it was found to be. */
    resourceType: oneOf(RESOURCE_TYPES),
    /** Units that it was found to have. */
    units: p.integer(),
    /** The details of the device that were signed for. */
    spec: p.json<Pick<NodeDetails, 'hardware' | 'tflops'>>(),
    /** How it was found out. */
    method: oneOf(TYPE_EVIDENCE_METHODS),
    /** Wallet of the operator, lower case. */
    auditor: p.text(),
    /** The findings, in the auditor's words. */
    statement: p.text(),
    /** EIP-712 TypeAudit of the auditor. */
    signature: p.text(),
    /** When it was recorded. */
    auditedAt: instant(),
    /** Until when it stands. */
    expiresAt: instant(),
  },
  indexes: [
    {
      name: 'type_audit_node',
      properties: ['nodeId', 'auditedAt'],
      columns: [{ name: 'nodeId' }, { name: 'auditedAt', sort: 'desc' }],
    },
  ],
})

/** An operator's word that a node is of its type. Rows stay when the audit has ended or does not fit any more. */
export class TypeAudit extends TypeAuditSchema.class {}
TypeAuditSchema.setClass(TypeAudit)
