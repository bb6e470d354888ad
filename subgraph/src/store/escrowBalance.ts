import { Address, BigInt } from '@graphprotocol/graph-ts'
import { EscrowBalance } from '../../generated/schema'
import { escrowBalanceId } from '../common/id'

/** An account's ledger in one token, created empty on first use. */
function loadEscrowBalance(account: Address, token: Address): EscrowBalance {
  const id = escrowBalanceId(account, token)
  let balance = EscrowBalance.load(id)
  if (balance == null) {
    balance = new EscrowBalance(id)
    balance.account = account
    balance.token = token
    balance.claimable = BigInt.zero()
    balance.deposited = BigInt.zero()
    balance.credited = BigInt.zero()
    balance.spent = BigInt.zero()
    balance.withdrawn = BigInt.zero()
  }
  return balance
}

/** Records a deposit into the ledger. */
export function depositInto(account: Address, token: Address, amount: BigInt): void {
  const balance = loadEscrowBalance(account, token)
  balance.claimable = balance.claimable.plus(amount)
  balance.deposited = balance.deposited.plus(amount)
  balance.save()
}

/** Part of a lock came into the ledger. */
export function creditTo(account: Address, token: Address, amount: BigInt): void {
  if (amount.isZero()) return
  const balance = loadEscrowBalance(account, token)
  balance.claimable = balance.claimable.plus(amount)
  balance.credited = balance.credited.plus(amount)
  balance.save()
}

/** A task or a bond was locked out of the ledger. */
export function spendFrom(account: Address, token: Address, amount: BigInt): void {
  const balance = loadEscrowBalance(account, token)
  balance.claimable = balance.claimable.minus(amount)
  balance.spent = balance.spent.plus(amount)
  balance.save()
}

/** The account took money out. */
export function withdrawFrom(account: Address, token: Address, amount: BigInt): void {
  const balance = loadEscrowBalance(account, token)
  balance.claimable = balance.claimable.minus(amount)
  balance.withdrawn = balance.withdrawn.plus(amount)
  balance.save()
}
