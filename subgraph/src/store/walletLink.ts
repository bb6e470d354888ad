import { Address, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { WalletLink } from '../../generated/schema'
import { walletLinkId } from '../common/id'

/** Notes that money went from one wallet to another; once for each pair, and nothing where they are the same. */
export function linkWallets(one: Address, other: Address, reason: string, event: ethereum.Event): void {
  if (one == other) return
  const id = walletLinkId(one, other)
  if (WalletLink.load(id) != null) return
  const link = new WalletLink(id)
  link.a = Bytes.fromUint8Array(id.subarray(0, 20))
  link.b = Bytes.fromUint8Array(id.subarray(20, 40))
  link.reason = reason
  link.block = event.block.number
  link.timestamp = event.block.timestamp
  link.transaction = event.transaction.hash
  link.save()
}
