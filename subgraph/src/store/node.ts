import { BigInt, Bytes, ethereum, log } from '@graphprotocol/graph-ts'
import { Node } from '../../generated/schema'

/** Reputation of a node that was never judged, of 10 000. */
const INITIAL_REPUTATION = 5000

/** A fresh node: PENDING, COMMUNITY, without stake or record. The caller fills in what it declared and saves it. */
export function createNode(nodeId: Bytes, event: ethereum.Event): Node {
  const node = new Node(nodeId)
  node.tier = 'COMMUNITY'
  node.state = 'PENDING'
  node.trustLevel = 'NONE'
  node.reputation = INITIAL_REPUTATION
  node.activeStake = BigInt.zero()
  node.unbondingStake = BigInt.zero()
  node.slashed = BigInt.zero()
  node.openAssignments = 0
  node.powPasses = 0
  node.powFailures = 0
  node.tasksCompleted = 0
  node.tasksFailed = 0
  node.hashesPerSecond = BigInt.zero()
  node.underReview = false
  node.banned = false
  node.earningStake = BigInt.zero()
  node.registeredAt = event.block.timestamp
  node.updatedBlock = event.block.number
  return node
}

/** A node that must exist; null (and a log line) if it does not. */
export function loadNode(nodeId: Bytes, because: string): Node | null {
  const node = Node.load(nodeId)
  if (node == null) log.error('{}: node {} has no registration', [because, nodeId.toHexString()])
  return node
}

/** Saves a node with the block of this change. */
export function saveNode(node: Node, event: ethereum.Event): void {
  node.updatedBlock = event.block.number
  node.save()
}

/** One more task for this node to deliver. */
export function openAssignment(nodeId: Bytes, event: ethereum.Event): void {
  const node = loadNode(nodeId, 'openAssignment')
  if (node == null) return
  node.openAssignments += 1
  saveNode(node, event)
}

/** One task less: its result came, or the node lost it. */
export function closeAssignment(nodeId: Bytes, event: ethereum.Event): void {
  const node = loadNode(nodeId, 'closeAssignment')
  if (node == null) return
  if (node.openAssignments == 0) {
    log.error('closeAssignment: node {} has no open assignment', [nodeId.toHexString()])
    return
  }
  node.openAssignments -= 1
  saveNode(node, event)
}
