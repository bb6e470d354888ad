import { verifiedPowerOf } from '@aiigo/domain'
import type { Node, NodeBenchmark, TypeAudit } from '@aiigo/storage'
import type { Viewer } from '../../graphql/context.js'
import type { NodeBenchmark as NodeBenchmarkType, Node as NodeType } from './node.type.js'
import { typeEvidenceOf } from './typeEvidenceOf.js'

/** Rows that stand of a node beside its own. */
export interface NodeEvidence {
  readonly audit: TypeAudit | undefined
  readonly benchmark: NodeBenchmark | undefined
}

/** The off-chain part of a node. */
export function toNodeType(node: Node, viewer: Viewer | null, { audit, benchmark }: NodeEvidence): NodeType {
  const { id, name, availability, online, spec, uptimeBps } = node
  const lastHeartbeatAt = node.lastHeartbeatAt ?? null
  const pausedReason = viewer?.address === node.provider ? (node.pausedReason ?? null) : null
  const roundTripMs = node.roundTripMs ?? null
  return {
    ...{ id, name, availability, pausedReason, online, lastHeartbeatAt, spec, uptimeBps, roundTripMs },
    ...{ typeEvidence: typeEvidenceOf(node, audit), benchmark: benchmark ? benchmarkOf(node, benchmark) : null },
  }
}

function benchmarkOf(node: Node, benchmark: NodeBenchmark): NodeBenchmarkType {
  return {
    answeredAt: benchmark.answeredAt as Date,
    checkedAt: benchmark.checkedAt as Date,
    weightBps: node.benchmarkWeightBps,
    cpuOperationsPerSecond: benchmark.cpuOperationsPerSecond ?? 0,
    memoryMibPerSecond: benchmark.memoryMibPerSecond ?? 0,
    networkUpKibPerSecond: benchmark.networkUpKibPerSecond ?? null,
    networkDownKibPerSecond: benchmark.networkDownKibPerSecond ?? null,
    diskWriteMibPerSecond: benchmark.diskWriteMibPerSecond ?? null,
    diskReadMibPerSecond: benchmark.diskReadMibPerSecond ?? null,
    gpuGflops: benchmark.gpuGflops ?? null,
    verifiedHashesPerSecond: Number(verifiedPowerOf(node)),
  }
}
