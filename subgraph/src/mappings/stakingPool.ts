import { Slashed, Staked, UnbondingStarted, UnbondingWithdrawn } from '../../generated/StakingPool/StakingPool'
import { penaltyReasonName } from '../common/enumNames'
import { loadNode, saveNode } from '../store/node'
import { loadProtocol } from '../store/protocol'
import { loadProvider } from '../store/provider'
import { newStakeMovement } from '../store/stakeMovement'
import { linkWallets } from '../store/walletLink'

export function handleStaked(event: Staked): void {
  const node = loadNode(event.params.nodeId, 'Staked')
  if (node == null) return
  node.activeStake = event.params.activeStake
  saveNode(node, event)
  newStakeMovement('STAKED', event.params.nodeId, event.params.amount, event).save()
  const protocol = loadProtocol()
  protocol.staked = protocol.staked.plus(event.params.amount)
  protocol.save()
}

export function handleUnbondingStarted(event: UnbondingStarted): void {
  const node = loadNode(event.params.nodeId, 'UnbondingStarted')
  if (node == null) return
  node.activeStake = event.params.activeStake
  node.unbondingStake = node.unbondingStake.plus(event.params.amount)
  saveNode(node, event)
  newStakeMovement('UNBONDING_STARTED', event.params.nodeId, event.params.amount, event).save()
}

export function handleUnbondingWithdrawn(event: UnbondingWithdrawn): void {
  const node = loadNode(event.params.nodeId, 'UnbondingWithdrawn')
  if (node == null) return
  node.unbondingStake = node.unbondingStake.minus(event.params.amount)
  saveNode(node, event)
  newStakeMovement('UNBONDING_WITHDRAWN', event.params.nodeId, event.params.amount, event).save()
  linkWallets(event.params.provider, event.params.to, 'STAKE_WITHDRAWAL', event)
  const protocol = loadProtocol()
  protocol.staked = protocol.staked.minus(event.params.amount)
  protocol.save()
}

export function handleSlashed(event: Slashed): void {
  const node = loadNode(event.params.nodeId, 'Slashed')
  if (node == null) return
  const amount = event.params.fromActive.plus(event.params.fromUnbonding)
  node.activeStake = event.params.activeStake
  node.unbondingStake = node.unbondingStake.minus(event.params.fromUnbonding)
  node.slashed = node.slashed.plus(amount)
  saveNode(node, event)

  const movement = newStakeMovement('SLASHED', event.params.nodeId, amount, event)
  movement.reason = penaltyReasonName(event.params.reason)
  movement.refId = event.params.refId
  movement.save()

  const protocol = loadProtocol()
  protocol.staked = protocol.staked.minus(amount)
  protocol.slashed = protocol.slashed.plus(amount)
  protocol.save()

  const provider = loadProvider(event.params.provider, 'Slashed')
  if (provider == null) return
  provider.slashed = provider.slashed.plus(amount)
  provider.save()
}
