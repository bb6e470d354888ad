import { Bytes, ethereum } from '@graphprotocol/graph-ts'
import { RoleChange, RoleHolder } from '../../generated/schema'
import { RoleAdminChanged, RoleGranted, RoleRevoked } from '../../generated/TaskMarketplace/TaskMarketplace'
import { eventId } from '../common/id'
import { recordParameter } from '../store/parameterChange'

// Of every contract that has roles: the events are the same everywhere.

function newChange(kind: string, role: Bytes, event: ethereum.Event): RoleChange {
  const change = new RoleChange(eventId(event))
  change.kind = kind
  change.contract = event.address
  change.role = role
  change.block = event.block.number
  change.timestamp = event.block.timestamp
  change.transaction = event.transaction.hash
  return change
}

function hold(role: Bytes, account: Bytes, sender: Bytes, held: boolean, event: ethereum.Event): void {
  const holder = new RoleHolder(event.address.concat(role).concat(account))
  holder.contract = event.address
  holder.role = role
  holder.account = account
  holder.held = held
  holder.updatedBlock = event.block.number
  holder.save()
  const change = newChange(held ? 'GRANTED' : 'REVOKED', role, event)
  change.account = account
  change.sender = sender
  change.save()
}

export function handleRoleGranted(event: RoleGranted): void {
  hold(event.params.role, event.params.account, event.params.sender, true, event)
}

export function handleRoleRevoked(event: RoleRevoked): void {
  hold(event.params.role, event.params.account, event.params.sender, false, event)
}

export function handleRoleAdminChanged(event: RoleAdminChanged): void {
  const change = newChange('ADMIN_CHANGED', event.params.role, event)
  change.adminRole = event.params.newAdminRole
  change.save()
}

/** Of every contract that signatures are made for; their domains are fixed, so this says that one was not. */
export function handleEIP712DomainChanged(event: ethereum.Event): void {
  recordParameter('eip712Domain', 'changed', event)
}
