import { Address, BigInt } from '@graphprotocol/graph-ts'
import { EscrowBalance } from '../../generated/schema'
import { escrowBalanceId } from '../common/id'

/** An account's pull ledger in one token, created empty on first use. */
export function loadEscrowBalance(account: Address, token: Address): EscrowBalance {
  const id = escrowBalanceId(account, token)
  let balance = EscrowBalance.load(id)
  if (balance == null) {
    balance = new EscrowBalance(id)
    balance.account = account
    balance.token = token
    balance.claimable = BigInt.zero()
    balance.credited = BigInt.zero()
    balance.withdrawn = BigInt.zero()
  }
  return balance
}
