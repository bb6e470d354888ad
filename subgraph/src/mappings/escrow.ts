import { Credited, Locked, TokenAllowed, TreasuryChanged, Withdrawn } from '../../generated/Escrow/Escrow'
import { creditKindName } from '../common/enumNames'
import { loadEscrowBalance } from '../store/escrowBalance'
import { recordEscrowMovement } from '../store/escrowMovement'
import { loadProtocol } from '../store/protocol'
import { loadTokenTotals } from '../store/tokenTotals'
import { linkWallets } from '../store/walletLink'

export function handleLocked(event: Locked): void {
  const token = event.params.token
  const amount = event.params.amount
  recordEscrowMovement('LOCKED', event.params.taskId, token, event.params.payer, amount, event)
  const totals = loadTokenTotals(token)
  totals.locked = totals.locked.plus(amount)
  totals.save()
}

export function handleCredited(event: Credited): void {
  const token = event.params.token
  const account = event.params.account
  const amount = event.params.amount
  const kind = creditKindName(event.params.kind)
  recordEscrowMovement(kind, event.params.taskId, token, account, amount, event)

  const balance = loadEscrowBalance(account, token)
  balance.claimable = balance.claimable.plus(amount)
  balance.credited = balance.credited.plus(amount)
  balance.save()

  const totals = loadTokenTotals(token)
  totals.locked = totals.locked.minus(amount)
  totals.claimable = totals.claimable.plus(amount)
  // A settled task's cost is what provider, treasury and rebate get together; the rest of the deposit is refund.
  if (kind == 'PROVIDER' || kind == 'TREASURY' || kind == 'REBATE') totals.volume = totals.volume.plus(amount)
  if (kind == 'TREASURY') totals.fees = totals.fees.plus(amount)
  if (kind == 'REFUND') totals.refunds = totals.refunds.plus(amount)
  totals.save()
}

export function handleWithdrawn(event: Withdrawn): void {
  const token = event.params.token
  const account = event.params.account
  const amount = event.params.amount
  recordEscrowMovement('WITHDRAWN', null, token, account, amount, event)
  linkWallets(account, event.params.to, 'ESCROW_WITHDRAWAL', event)

  const balance = loadEscrowBalance(account, token)
  balance.claimable = balance.claimable.minus(amount)
  balance.withdrawn = balance.withdrawn.plus(amount)
  balance.save()

  const totals = loadTokenTotals(token)
  totals.claimable = totals.claimable.minus(amount)
  totals.save()
}

export function handleTokenAllowed(event: TokenAllowed): void {
  const totals = loadTokenTotals(event.params.token)
  totals.allowed = event.params.allowed
  totals.save()
}

export function handleTreasuryChanged(event: TreasuryChanged): void {
  const protocol = loadProtocol()
  protocol.treasury = event.params.current
  protocol.save()
}
