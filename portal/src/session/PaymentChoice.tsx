import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { TokenAmount } from '../market/TokenAmount.js'
import { classes } from '../ui/classes.js'
import { FundingPrompts } from './FundingPrompts.js'
import type { Session } from './openSession.js'
import styles from './PaymentChoice.module.css'
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
  const name = useId()
  const { source, choose } = payment
  const option = (value: PaymentSource, title: ReactNode, effect: ReactNode, cannot = false): ReactNode => (
    <label className={classes(styles.choice, source === value && styles.chosen)}>
      <input
        type="radio"
        name={name}
        value={value}
        checked={source === value}
        disabled={cannot}
        aria-describedby={`${name}${value}`}
        onChange={() => choose(value)}
      />
      <span className={styles.words}>
        <strong>{title}</strong>
        <span className={styles.effect} id={`${name}${value}`}>
          {effect}
        </span>
      </span>
    </label>
  )
  return (
    <fieldset className={styles.choices} disabled={disabled}>
      <legend>
        <Trans>Where the deposit comes from</Trans>
      </legend>
      {option('WALLET', <Trans>From the wallet</Trans>, <FundingPrompts session={session} {...deposit} />)}
      {option(
        'BALANCE',
        <Trans>From your balance in the escrow</Trans>,
        <BalanceEffect deposit={deposit} payment={payment} />,
        payment.left === null || payment.left < 0n,
      )}
    </fieldset>
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
