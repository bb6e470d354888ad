import { BigInt, Bytes, ethereum, log } from '@graphprotocol/graph-ts'
import {
  BondSlashed,
  BondToppedUp,
  BondWithdrawn,
  CommitmentBroken,
  Committed,
  MinimumBondChanged,
  ReleaseRequested,
} from '../../generated/PartnerBonds/PartnerBonds'
import { BondMovement, PartnerBond } from '../../generated/schema'
import { penaltyReasonName } from '../common/enumNames'
import { eventId } from '../common/id'
import { recordParameter } from '../store/parameterChange'

function loadBond(nodeId: Bytes, because: string): PartnerBond | null {
  const bond = PartnerBond.load(nodeId)
  if (bond == null) log.error('{}: node {} has no bond', [because, nodeId.toHexString()])
  return bond
}

function newMovement(kind: string, nodeId: Bytes, account: Bytes, amount: BigInt, event: ethereum.Event): BondMovement {
  const movement = new BondMovement(eventId(event))
  movement.kind = kind
  movement.bond = nodeId
  movement.account = account
  movement.amount = amount
  movement.block = event.block.number
  movement.timestamp = event.block.timestamp
  movement.transaction = event.transaction.hash
  return movement
}

/** A node that was a partner before may commit anew; what its bonds lost is kept. */
export function handleBondCommitted(event: Committed): void {
  let bond = PartnerBond.load(event.params.nodeId)
  if (bond == null) {
    bond = new PartnerBond(event.params.nodeId)
    bond.node = event.params.nodeId
    bond.slashed = BigInt.zero()
  }
  bond.provider = event.params.provider
  bond.slaBps = event.params.slaBps
  bond.amount = event.params.amount
  bond.availableAt = null
  bond.save()
  newMovement('COMMITTED', event.params.nodeId, event.params.provider, event.params.amount, event).save()
}

export function handleBondToppedUp(event: BondToppedUp): void {
  const bond = loadBond(event.params.nodeId, 'BondToppedUp')
  if (bond == null) return
  bond.amount = event.params.bonded
  bond.save()
  newMovement('TOPPED_UP', event.params.nodeId, event.params.payer, event.params.amount, event).save()
}

export function handleCommitmentBroken(event: CommitmentBroken): void {
  const bond = loadBond(event.params.nodeId, 'CommitmentBroken')
  if (bond == null) return
  bond.suspendedUntil = event.params.until
  bond.save()
}

export function handleBondReleaseRequested(event: ReleaseRequested): void {
  const bond = loadBond(event.params.nodeId, 'ReleaseRequested')
  if (bond == null) return
  bond.availableAt = event.params.availableAt
  bond.save()
  newMovement('RELEASE_REQUESTED', event.params.nodeId, event.params.provider, event.params.amount, event).save()
}

export function handleBondWithdrawn(event: BondWithdrawn): void {
  const bond = loadBond(event.params.nodeId, 'BondWithdrawn')
  if (bond == null) return
  bond.amount = BigInt.zero()
  bond.save()
  newMovement('WITHDRAWN', event.params.nodeId, event.params.to, event.params.amount, event).save()
}

export function handleBondSlashed(event: BondSlashed): void {
  const bond = loadBond(event.params.nodeId, 'BondSlashed')
  if (bond == null) return
  bond.amount = event.params.bonded
  bond.slashed = bond.slashed.plus(event.params.amount)
  bond.save()
  const movement = newMovement('SLASHED', event.params.nodeId, event.params.provider, event.params.amount, event)
  movement.reason = penaltyReasonName(event.params.reason)
  movement.refId = event.params.refId
  movement.save()
}

export function handleMinimumBondChanged(event: MinimumBondChanged): void {
  recordParameter('minimumBond', event.params.minimumBond.toString(), event)
}
