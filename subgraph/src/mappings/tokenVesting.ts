import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { VestingRelease, VestingWallet } from '../../generated/schema'
import { ERC20Released, EtherReleased, OwnershipTransferred } from '../../generated/TeamVesting/TokenVesting'
import { eventId } from '../common/id'

// Of all vesting wallets: they are of one kind, and known by their addresses.

export function handleOwnershipTransferred(event: OwnershipTransferred): void {
  let wallet = VestingWallet.load(event.address)
  if (wallet == null) {
    wallet = new VestingWallet(event.address)
    wallet.released = BigInt.zero()
  }
  wallet.owner = event.params.newOwner
  wallet.save()
}

function recordRelease(token: Bytes, amount: BigInt, event: ethereum.Event): void {
  const release = new VestingRelease(eventId(event))
  release.wallet = event.address
  release.token = token
  release.amount = amount
  release.block = event.block.number
  release.timestamp = event.block.timestamp
  release.transaction = event.transaction.hash
  release.save()
}

export function handleERC20Released(event: ERC20Released): void {
  recordRelease(event.params.token, event.params.amount, event)
  const wallet = VestingWallet.load(event.address)
  if (wallet == null) return
  wallet.released = wallet.released.plus(event.params.amount)
  wallet.save()
}

export function handleEtherReleased(event: EtherReleased): void {
  recordRelease(Address.zero(), event.params.amount, event)
}
