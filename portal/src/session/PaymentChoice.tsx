import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { TokenAmount } from '../market/TokenAmount.js'
import { Choices } from '../ui/Choices.js'
import { FundingPrompts } from './FundingPrompts.js'
import type { Session } from './openSession.js'
import type { Deposit, PaymentSource, usePaymentSource } from './usePaymentSource.js'

interface PaymentChoiceProps {
  session: Session
  deposit: Deposit
  payment: ReturnType<typeof usePaymentSource>
  /** The choice is made: the payment is under way. */
  disabled: boolean
}

/** Where a deposit comes from, with what the wallet will be asked for. */
export function PaymentChoice({ session, deposit, payment, disabled }: PaymentChoiceProps) {
  return (
    <Choices<PaymentSource>
      legend={<Trans>Where the deposit comes from</Trans>}
      value={payment.source}
      onChoose={payment.choose}
      disabled={disabled}
      options={[
        {
          value: 'WALLET',
          title: <Trans>From the wallet</Trans>,
          effect: <FundingPrompts session={session} {...deposit} />,
        },
        {
          value: 'BALANCE',
          title: <Trans>From your balance in the escrow</Trans>,
          effect: <BalanceEffect deposit={deposit} payment={payment} />,
          disabled: payment.left === null || payment.left < 0n,
        },
      ]}
    />
  )
}

/** What the balance has, and what it would have then or lacks. */
function BalanceEffect({
  deposit: { token },
  payment: { balance, left },
}: Pick<PaymentChoiceProps, 'deposit' | 'payment'>) {
  if (balance === undefined || left === null) return <Trans>The balance is being read…</Trans>
  const has = <TokenAmount amount={balance} token={token} />
  if (left < 0n) {
    return (
      <Trans>
        It has {has}; <TokenAmount amount={-left} token={token} /> are missing. <Link to="/account">Put them in</Link>
      </Trans>
    )
  }
  return (
    <Trans>
      It has {has}; <TokenAmount amount={left} token={token} /> would be left. One signature, no transaction and no gas:
      the platform sends the deposit.
    </Trans>
  )
}
