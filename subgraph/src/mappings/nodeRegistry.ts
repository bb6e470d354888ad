import {
  AskChanged,
  NodeBanned,
  NodeExcluded,
  NodePenalised,
  NodeRegistered,
  NodeSpecChanged,
  NodeStateChanged,
  RecordChanged,
  RegistrationFeeChanged,
  ReputationChanged,
  ReviewClosed,
  TierChanged,
  TrustLevelChanged,
} from '../../generated/NodeRegistry/NodeRegistry'
import { Node, Provider } from '../../generated/schema'
import { nodeStateName, penaltyReasonName, resourceTypeName, tierName, trustLevelName } from '../common/enumNames'
import { regionCode } from '../common/regionCode'
import { saveAsk } from '../store/ask'
import { createNode, loadNode, saveNode } from '../store/node'
import { recordParameter } from '../store/parameterChange'
import { recordPenalty } from '../store/penalty'
import { loadProtocol } from '../store/protocol'
import { createProvider } from '../store/provider'

function declare(node: Node, resourceType: i32, units: i32, region: string): void {
  node.resourceType = resourceTypeName(resourceType)
  node.units = units
  node.region = region
}

export function handleNodeRegistered(event: NodeRegistered): void {
  const protocol = loadProtocol()
  let provider = Provider.load(event.params.provider)
  if (provider == null) {
    provider = createProvider(event.params.provider, event.block.timestamp)
    protocol.providerCount += 1
  }
  provider.nodeCount += 1
  provider.save()
  protocol.nodeCount += 1
  protocol.save()

  const spec = event.params.spec
  const node = createNode(event.params.nodeId, event)
  node.provider = event.params.provider
  node.salt = event.params.salt
  declare(node, spec.resourceType, spec.units, regionCode(spec.region))
  node.specHash = spec.specHash
  saveNode(node, event)
}

export function handleNodeSpecChanged(event: NodeSpecChanged): void {
  const node = loadNode(event.params.nodeId, 'NodeSpecChanged')
  if (node == null) return
  const spec = event.params.spec
  declare(node, spec.resourceType, spec.units, regionCode(spec.region))
  node.specHash = spec.specHash
  saveNode(node, event)
}

export function handleNodeStateChanged(event: NodeStateChanged): void {
  const node = loadNode(event.params.nodeId, 'NodeStateChanged')
  if (node == null) return
  const wasActive = node.state == 'ACTIVE'
  node.state = nodeStateName(event.params.to)
  const isActive = node.state == 'ACTIVE'
  saveNode(node, event)
  if (wasActive == isActive) return
  const protocol = loadProtocol()
  protocol.activeNodeCount += isActive ? 1 : -1
  protocol.save()
}

export function handleAskChanged(event: AskChanged): void {
  saveAsk(event.params.nodeId, event.params.token, event.params.rate, event)
}

export function handleTierChanged(event: TierChanged): void {
  const node = loadNode(event.params.nodeId, 'TierChanged')
  if (node == null) return
  node.tier = tierName(event.params.tier)
  saveNode(node, event)
}

export function handleReputationChanged(event: ReputationChanged): void {
  const node = loadNode(event.params.nodeId, 'ReputationChanged')
  if (node == null) return
  node.reputation = event.params.reputation
  saveNode(node, event)
}

export function handleTrustLevelChanged(event: TrustLevelChanged): void {
  const node = loadNode(event.params.nodeId, 'TrustLevelChanged')
  if (node == null) return
  node.trustLevel = trustLevelName(event.params.trustLevel)
  saveNode(node, event)
}

export function handleRecordChanged(event: RecordChanged): void {
  const node = loadNode(event.params.nodeId, 'RecordChanged')
  if (node == null) return
  const record = event.params.record
  node.powPasses = record.powPasses.toI32()
  node.powFailures = record.powFailures.toI32()
  node.tasksCompleted = record.tasksCompleted.toI32()
  node.tasksFailed = record.tasksFailed.toI32()
  node.hashesPerSecond = record.hashesPerSecond
  saveNode(node, event)
}

export function handleNodePenalised(event: NodePenalised): void {
  const reason = penaltyReasonName(event.params.reason)
  recordPenalty(event.params.nodeId, reason, event.params.refId, event)
  if (reason != 'REPEATED_FAILURES') return
  const node = loadNode(event.params.nodeId, 'NodePenalised')
  if (node == null) return
  node.underReview = true
  saveNode(node, event)
}

export function handleReviewClosed(event: ReviewClosed): void {
  const node = loadNode(event.params.nodeId, 'ReviewClosed')
  if (node == null) return
  node.underReview = false
  saveNode(node, event)
}

export function handleNodeBanned(event: NodeBanned): void {
  const node = loadNode(event.params.nodeId, 'NodeBanned')
  if (node == null) return
  node.banned = true
  saveNode(node, event)
}

/** Taken out with its account; its own conduct was not judged. */
export function handleNodeExcluded(event: NodeExcluded): void {
  const node = loadNode(event.params.nodeId, 'NodeExcluded')
  if (node == null) return
  node.banned = true
  saveNode(node, event)
}

export function handleRegistrationFeeChanged(event: RegistrationFeeChanged): void {
  const protocol = loadProtocol()
  protocol.registrationFee = event.params.fee
  protocol.save()
  recordParameter('registrationFee', event.params.fee.toString(), event)
}
