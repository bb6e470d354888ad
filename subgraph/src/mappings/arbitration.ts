import { Address, Bytes } from '@graphprotocol/graph-ts'
import {
  ArbitratorAdded,
  ArbitratorRemoved,
  ArbitratorSilent,
  DisputeConcluded,
  DisputeOpened,
  DrawRescheduled,
  PanelDrawn,
  VoteCommitted,
  VoteRevealed,
} from '../../generated/Arbitration/Arbitration'
import { Arbitrator, Seat } from '../../generated/schema'
import { bytesList } from '../common/bytesList'
import { rulingName } from '../common/enumNames'
import { loadDispute } from '../store/dispute'

function loadArbitrator(wallet: Address): Arbitrator {
  let arbitrator = Arbitrator.load(wallet)
  if (arbitrator == null) {
    arbitrator = new Arbitrator(wallet)
    arbitrator.active = false
    arbitrator.panels = 0
    arbitrator.silences = 0
  }
  return arbitrator
}

function loadSeat(taskId: Bytes, arbitrator: Address): Seat {
  const id = taskId.concat(arbitrator)
  let seat = Seat.load(id)
  if (seat == null) {
    seat = new Seat(id)
    seat.dispute = taskId
    seat.arbitrator = arbitrator
    seat.vote = 'NONE'
    seat.silent = false
  }
  return seat
}

export function handleArbitratorAdded(event: ArbitratorAdded): void {
  const arbitrator = loadArbitrator(event.params.arbitrator)
  arbitrator.active = true
  arbitrator.save()
}

export function handleArbitratorRemoved(event: ArbitratorRemoved): void {
  const arbitrator = loadArbitrator(event.params.arbitrator)
  arbitrator.active = false
  arbitrator.save()
}

/** The second half of a dispute's opening; the marketplace's event, in the same transaction, comes first. */
export function handlePanelRequested(event: DisputeOpened): void {
  const dispute = loadDispute(event.params.taskId, 'DisputeOpened')
  if (dispute == null) return
  dispute.provider = event.params.provider
  dispute.drawBlock = event.params.drawBlock
  dispute.drawBy = event.params.drawBy
  dispute.commitBy = event.params.commitBy
  dispute.revealBy = event.params.revealBy
  dispute.save()
}

export function handleDrawRescheduled(event: DrawRescheduled): void {
  const dispute = loadDispute(event.params.taskId, 'DrawRescheduled')
  if (dispute == null) return
  dispute.drawBlock = event.params.drawBlock
  dispute.save()
}

export function handlePanelDrawn(event: PanelDrawn): void {
  const dispute = loadDispute(event.params.taskId, 'PanelDrawn')
  if (dispute == null) return
  dispute.state = 'DRAWN'
  dispute.save()
  const panel = event.params.panel
  for (let i = 0; i < panel.length; i++) {
    loadSeat(event.params.taskId, panel[i]).save()
    const arbitrator = loadArbitrator(panel[i])
    arbitrator.panels += 1
    arbitrator.save()
  }
}

export function handleVoteCommitted(event: VoteCommitted): void {
  const seat = loadSeat(event.params.taskId, event.params.arbitrator)
  seat.commitment = event.params.commitment
  seat.save()
}

export function handleVoteRevealed(event: VoteRevealed): void {
  const seat = loadSeat(event.params.taskId, event.params.arbitrator)
  seat.vote = rulingName(event.params.vote)
  seat.save()
}

export function handleArbitratorSilent(event: ArbitratorSilent): void {
  const seat = loadSeat(event.params.taskId, event.params.arbitrator)
  seat.silent = true
  seat.save()
  const arbitrator = loadArbitrator(event.params.arbitrator)
  arbitrator.silences = event.params.silences.toI32()
  arbitrator.save()
}

export function handleDisputeConcluded(event: DisputeConcluded): void {
  const dispute = loadDispute(event.params.taskId, 'DisputeConcluded')
  if (dispute == null) return
  dispute.state = 'CONCLUDED'
  dispute.ruling = rulingName(event.params.ruling)
  dispute.majority = bytesList(event.params.paid)
  dispute.save()
}
