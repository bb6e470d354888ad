import { Deposited, FeesWithdrawn, TokenAllowed, TreasuryChanged, Withdrawn } from '../../generated/Escrow/Escrow'
import { depositInto, withdrawFrom } from '../store/escrowBalance'
import { recordEscrowMovement } from '../store/escrowMovement'
import { recordParameter } from '../store/parameterChange'
import { loadProtocol } from '../store/protocol'
import { loadTokenTotals } from '../store/tokenTotals'
import { linkWallets } from '../store/walletLink'

// The marketplace's events cover locks; the escrow's own events cover deposits and withdrawals.

export function handleDeposited(event: Deposited): void {
  const token = event.params.token
  const amount = event.params.amount
  depositInto(event.params.account, token, amount)
  recordEscrowMovement('DEPOSITED', null, token, event.params.account, amount, event)
  linkWallets(event.params.account, event.params.payer, 'ESCROW_DEPOSIT', event)
  const totals = loadTokenTotals(token)
  totals.claimable = totals.claimable.plus(amount)
  totals.save()
}

export function handleWithdrawn(event: Withdrawn): void {
  const token = event.params.token
  const amount = event.params.amount
  withdrawFrom(event.params.account, token, amount)
  recordEscrowMovement('WITHDRAWN', null, token, event.params.account, amount, event)
  linkWallets(event.params.account, event.params.to, 'ESCROW_WITHDRAWAL', event)
  const totals = loadTokenTotals(token)
  totals.claimable = totals.claimable.minus(amount)
  totals.save()
}

export function handleFeesWithdrawn(event: FeesWithdrawn): void {
  const token = event.params.token
  const amount = event.params.amount
  recordEscrowMovement('FEES_WITHDRAWN', null, token, event.params.treasury, amount, event)
  const totals = loadTokenTotals(token)
  totals.feesHeld = totals.feesHeld.minus(amount)
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
  recordParameter('treasury', event.params.current.toHexString(), event)
}
