import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Ask } from '../../generated/schema'
import { askId } from '../common/id'

/** Sets a node's price in one token; every event replaces the whole row, so nothing is read. */
export function saveAsk(nodeId: Bytes, token: Address, rate: BigInt, event: ethereum.Event): void {
  const ask = new Ask(askId(nodeId, token))
  ask.node = nodeId
  ask.token = token
  ask.rate = rate
  ask.updatedBlock = event.block.number
  ask.save()
}
