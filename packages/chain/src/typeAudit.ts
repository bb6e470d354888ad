import { canonicalJson, type Hex, RESOURCE_TYPES, type ResourceType } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'

/** An operator's word that a node is of its resource type. */
export interface TypeAuditMessage {
  nodeId: Hex
  resourceType: ResourceType
  /** Units that it has. */
  units: number
  /** Details of the device, as the node has them at that moment. */
  details: { hardware?: object | undefined; tflops?: number | undefined }
  /** The findings, in words. */
  statement: string
  /** Until when the audit stands, seconds. */
  expiresAt: bigint
}

const types = {
  TypeAudit: [
    { name: 'nodeId', type: 'bytes8' },
    { name: 'resourceType', type: 'uint8' },
    { name: 'units', type: 'uint32' },
    { name: 'details', type: 'string' },
    { name: 'statement', type: 'string' },
    { name: 'expiresAt', type: 'uint64' },
  ],
} as const

/** Typed data by which an operator signs for a node's type. No contract takes it. */
export function typeAuditTypedData(domain: TypedDataDomain, audit: TypeAuditMessage) {
  const { hardware, tflops } = audit.details
  const details = canonicalJson({ ...(hardware ? { hardware } : {}), ...(tflops === undefined ? {} : { tflops }) })
  const message = { ...audit, resourceType: RESOURCE_TYPES.indexOf(audit.resourceType), details }
  return { domain, types, primaryType: 'TypeAudit', message } as const
}
