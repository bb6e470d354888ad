import { marketplaceDomain, typeAuditTypedData } from '@aiigo/chain'
import { AuditNodeDocument, NodeDocument, succeed } from '@aiigo/client'
import type { Hex } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'

/** An operator's word that a node is of its resource type. */
export interface TypeAudit {
  readonly nodeId: Hex
  /** The device and the findings, in words; everybody can read them. */
  readonly statement: string
  /** Until when the audit stands, a year at most. Whole seconds count. */
  readonly expiresAt: Date
}

/**
 * Signs, as the platform's operator, that a node is of its resource type, with the units and the hardware that it has
 * now. Without such an audit only CPU nodes get jobs. On a local chain the audit is shown as DEVELOPMENT.
 * @throws NotRetryableError `NODE_UNKNOWN`; ApiError `FORBIDDEN` when the wallet is not the operator's; UserErrors
 * @example
 * const nodeId = '0x0123456789abcdef'
 * const expiresAt = new Date(Date.now() + 90 * 86_400_000)
 * await auditNode(connection, { nodeId, statement: 'seen in the rack: one RTX 4090, serial 1234', expiresAt })
 */
export async function auditNode(
  { client, chainId, contracts, signer }: Connection,
  { nodeId, statement, expiresAt: until }: TypeAudit,
  { signal }: CallOptions = {},
): Promise<void> {
  const { node } = await client.execute(NodeDocument, { id: nodeId }, { ...(signal ? { signal } : {}) })
  if (!node) throw sdkError('NODE_UNKNOWN', `expected a node that is registered on chain, got ${nodeId}`)
  const seconds = Math.floor(until.getTime() / 1_000)
  const { hardware, tflops } = (node.spec ?? {}) as { hardware?: object; tflops?: number }
  const { resourceType, units } = node
  const audited = { nodeId, resourceType, units, details: { hardware, tflops }, statement }
  const domain = marketplaceDomain(chainId, contracts.taskMarketplace)
  const signature = await signer.signTypedData(typeAuditTypedData(domain, { ...audited, expiresAt: BigInt(seconds) }))
  const input = { nodeId, statement, expiresAt: new Date(seconds * 1_000).toISOString(), signature }
  succeed((await client.execute(AuditNodeDocument, { input }, { ...(signal ? { signal } : {}) })).auditNode)
}
