import { Address, BigInt } from '@graphprotocol/graph-ts'
import { Dispute } from '../../generated/schema'
import { ArbitratorCredited, DisputeOpened, DisputeResolved } from '../../generated/TaskMarketplace/TaskMarketplace'
import { rulingName } from '../common/enumNames'
import { recordArbitratorReward } from '../store/arbitratorReward'
import { loadDispute } from '../store/dispute'
import { creditTo, spendFrom } from '../store/escrowBalance'
import { recordEscrowMovement } from '../store/escrowMovement'
import { payOut } from '../store/payment'
import { loadProtocol } from '../store/protocol'
import { countCompletedTask, countFailedTask } from '../store/provider'
import { loadTask, saveTask } from '../store/task'
import { recordTaskEvent } from '../store/taskEvent'
import { loadTokenTotals } from '../store/tokenTotals'

export function handleDisputeOpened(event: DisputeOpened): void {
  const task = loadTask(event.params.taskId, 'DisputeOpened')
  if (task == null) return
  task.state = 'DISPUTED'
  saveTask(task, event)
  recordTaskEvent(task.id, 'DISPUTED', task.attempt, event.params.nodeId, event)

  const dispute = new Dispute(event.params.taskId)
  dispute.task = task.id
  dispute.node = event.params.nodeId
  dispute.buyer = event.params.buyer
  dispute.state = 'OPENED'
  dispute.bond = event.params.bond
  dispute.reasonHash = event.params.reasonHash
  dispute.ruling = 'NONE'
  dispute.majority = []
  dispute.openedAt = event.block.timestamp
  dispute.save()

  const token = Address.fromBytes(task.token)
  spendFrom(event.params.buyer, token, event.params.bond)
  recordEscrowMovement('BOND_LOCKED', task.id, token, event.params.buyer, event.params.bond, event, true)
  const totals = loadTokenTotals(token)
  totals.claimable = totals.claimable.minus(event.params.bond)
  totals.locked = totals.locked.plus(event.params.bond)
  totals.save()
  const protocol = loadProtocol()
  protocol.tasksDisputed += 1
  protocol.save()
}

export function handleArbitratorCredited(event: ArbitratorCredited): void {
  const token = event.params.token
  const arbitrator = event.params.arbitrator
  const amount = event.params.amount
  creditTo(arbitrator, token, amount)
  recordEscrowMovement('ARBITRATOR', event.params.taskId, token, arbitrator, amount, event)
  recordArbitratorReward(event.params.taskId, arbitrator, token, amount, event)
  const totals = loadTokenTotals(token)
  totals.locked = totals.locked.minus(amount)
  totals.claimable = totals.claimable.plus(amount)
  totals.save()
}

export function handleDisputeResolved(event: DisputeResolved): void {
  const task = loadTask(event.params.taskId, 'DisputeResolved')
  if (task == null) return
  const dispute = loadDispute(event.params.taskId, 'DisputeResolved')
  if (dispute == null) return
  const ruling = rulingName(event.params.ruling)
  const buyerWon = ruling == 'BUYER' || ruling == 'MISUSE'
  const submitted = task.cost
  const cost = buyerWon || submitted === null ? BigInt.zero() : submitted
  task.state = 'RESOLVED'
  payOut(task, cost, event.params.treasuryAmount, event.params.providerAmount, event.params.buyerAmount, event)
  saveTask(task, event)
  recordTaskEvent(task.id, 'RESOLVED', task.attempt, event.params.nodeId, event)

  const bondReturned = event.params.bondReturned
  dispute.state = 'CONCLUDED'
  dispute.ruling = ruling
  dispute.bondReturned = bondReturned
  dispute.arbitratorsAmount = event.params.arbitratorsAmount
  dispute.resolvedAt = event.block.timestamp
  dispute.save()

  const token = Address.fromBytes(task.token)
  const buyer = Address.fromBytes(task.buyer)
  creditTo(buyer, token, bondReturned)
  recordEscrowMovement('BOND_RETURNED', task.id, token, buyer, bondReturned, event)
  const totals = loadTokenTotals(token)
  totals.locked = totals.locked.minus(bondReturned)
  totals.claimable = totals.claimable.plus(bondReturned)
  totals.save()
  const protocol = loadProtocol()
  protocol.tasksResolved += 1
  protocol.save()
  if (buyerWon) countFailedTask(event.params.provider)
  else countCompletedTask(event.params.provider)
}
