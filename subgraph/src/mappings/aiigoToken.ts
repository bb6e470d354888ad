import { Address, BigInt } from '@graphprotocol/graph-ts'
import { Approval, Transfer } from '../../generated/AiigoToken/AiigoToken'
import { TokenAccount, TokenAllowance, TokenSupply, TokenTransfer } from '../../generated/schema'
import { eventId } from '../common/id'

function loadAccount(wallet: Address): TokenAccount {
  let account = TokenAccount.load(wallet)
  if (account == null) {
    account = new TokenAccount(wallet)
    account.balance = BigInt.zero()
    account.received = BigInt.zero()
    account.sent = BigInt.zero()
  }
  return account
}

function loadSupply(token: Address): TokenSupply {
  let supply = TokenSupply.load(token)
  if (supply == null) {
    supply = new TokenSupply(token)
    supply.total = BigInt.zero()
    supply.burnt = BigInt.zero()
    supply.transferCount = 0
  }
  return supply
}

export function handleTransfer(event: Transfer): void {
  const from = event.params.from
  const to = event.params.to
  const amount = event.params.value
  const supply = loadSupply(event.address)
  supply.transferCount += 1
  if (from == Address.zero()) {
    supply.total = supply.total.plus(amount)
  } else {
    const sender = loadAccount(from)
    sender.balance = sender.balance.minus(amount)
    sender.sent = sender.sent.plus(amount)
    sender.save()
  }
  if (to == Address.zero()) {
    supply.total = supply.total.minus(amount)
    supply.burnt = supply.burnt.plus(amount)
  } else {
    const receiver = loadAccount(to)
    receiver.balance = receiver.balance.plus(amount)
    receiver.received = receiver.received.plus(amount)
    receiver.save()
  }
  supply.save()

  const transfer = new TokenTransfer(eventId(event))
  transfer.from = from
  transfer.to = to
  transfer.amount = amount
  transfer.block = event.block.number
  transfer.timestamp = event.block.timestamp
  transfer.transaction = event.transaction.hash
  transfer.save()
}

export function handleApproval(event: Approval): void {
  const allowance = new TokenAllowance(event.params.owner.concat(event.params.spender))
  allowance.owner = event.params.owner
  allowance.spender = event.params.spender
  allowance.approved = event.params.value
  allowance.save()
}
