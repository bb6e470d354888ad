import { BigInt, log } from '@graphprotocol/graph-ts'
import {
  BonusClaimed,
  EpochCancelled,
  EpochCapChanged,
  EpochClosed,
  EpochPosted,
} from '../../generated/BonusDistributor/BonusDistributor'
import { Distributed, StakingShareChanged } from '../../generated/CommunityRewards/CommunityRewards'
import { BonusClaim, BonusEpoch, RewardDistribution } from '../../generated/schema'
import { eventId, numberId } from '../common/id'
import { recordParameter } from '../store/parameterChange'

export function handleDistributed(event: Distributed): void {
  const distribution = new RewardDistribution(eventId(event))
  distribution.caller = event.params.caller
  distribution.amount = event.params.amount
  distribution.toStaking = event.params.toStaking
  distribution.toBonuses = event.params.toBonuses
  distribution.streamEndsAt = event.params.streamEndsAt
  distribution.block = event.block.number
  distribution.timestamp = event.block.timestamp
  distribution.transaction = event.transaction.hash
  distribution.save()
}

export function handleStakingShareChanged(event: StakingShareChanged): void {
  recordParameter('stakingShareBps', event.params.stakingShareBps.toString(), event)
}

export function handleEpochPosted(event: EpochPosted): void {
  const epoch = new BonusEpoch(numberId(event.params.epoch))
  epoch.state = 'POSTED'
  epoch.root = event.params.root
  epoch.total = event.params.total
  epoch.claimed = BigInt.zero()
  epoch.opensAt = event.params.opensAt
  epoch.closesAt = event.params.closesAt
  epoch.save()
}

function loadEpoch(number: BigInt, because: string): BonusEpoch | null {
  const epoch = BonusEpoch.load(numberId(number))
  if (epoch == null) log.error('{}: epoch {} was never posted', [because, number.toString()])
  return epoch
}

function endEpoch(number: BigInt, state: string, returned: BigInt): void {
  const epoch = loadEpoch(number, state)
  if (epoch == null) return
  epoch.state = state
  epoch.returned = returned
  epoch.save()
}

export function handleEpochCancelled(event: EpochCancelled): void {
  endEpoch(event.params.epoch, 'CANCELLED', event.params.returned)
}

export function handleEpochClosed(event: EpochClosed): void {
  endEpoch(event.params.epoch, 'CLOSED', event.params.returned)
}

export function handleBonusClaimed(event: BonusClaimed): void {
  const epoch = loadEpoch(event.params.epoch, 'BonusClaimed')
  if (epoch == null) return
  epoch.claimed = epoch.claimed.plus(event.params.amount)
  epoch.save()
  const claim = new BonusClaim(epoch.id.concat(event.params.account))
  claim.epoch = epoch.id
  claim.account = event.params.account
  claim.amount = event.params.amount
  claim.block = event.block.number
  claim.timestamp = event.block.timestamp
  claim.transaction = event.transaction.hash
  claim.save()
}

export function handleEpochCapChanged(event: EpochCapChanged): void {
  recordParameter('epochCap', event.params.cap.toString(), event)
}
