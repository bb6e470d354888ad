import type { Node, TypeAudit } from '@aiigo/storage'
import type { Viewer } from '../../graphql/context.js'
import type { Node as NodeType } from './node.type.js'
import { typeEvidenceOf } from './typeEvidenceOf.js'

/** The off-chain part of a node. @param audit the one that stands, where there is one */
export function toNodeType(node: Node, viewer: Viewer | null, audit?: TypeAudit): NodeType {
  const { id, name, availability, online, spec, uptimeBps } = node
  const lastHeartbeatAt = node.lastHeartbeatAt ?? null
  const pausedReason = viewer?.address === node.provider ? (node.pausedReason ?? null) : null
  const roundTripMs = node.roundTripMs ?? null
  const typeEvidence = typeEvidenceOf(node, audit)
  return { id, name, availability, pausedReason, online, lastHeartbeatAt, spec, uptimeBps, roundTripMs, typeEvidence }
}
