import type { StakerPosition } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { type Address, isAddress, isAddressEqual, zeroAddress } from 'viem'
import { readAmount } from '../../format/readAmount.js'
import { shortHex } from '../../format/shortHex.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { TransactionSteps } from '../../session/TransactionSteps.js'
import { Button } from '../../ui/Button.js'
import { Field } from '../../ui/Field.js'
import { Panel } from '../../ui/Panel.js'
import styles from './StakePanel.module.css'
import { useDaoTransaction } from './useDaoTransaction.js'

const DAY = 86_400

interface StakePanelProps {
  session: Session
  position: StakerPosition
}

/** What the wallet has staked, what it earns and who votes with it; locking more. */
export function StakePanel({ session, position }: StakePanelProps) {
  const { staker, address } = session
  const claim = useDaoTransaction(session, (_: undefined, options) => staker.claimYield(options))
  const { delegate } = position
  const rows: readonly (readonly [string, ReactNode, ReactNode])[] = [
    ['wallet', <Trans key="t">In the wallet</Trans>, <TokenAmount key="v" amount={position.balance} token="AIIGO" />],
    ['staked', <Trans key="t">Staked</Trans>, <TokenAmount key="v" amount={position.staked} token="AIIGO" />],
    ['votes', <Trans key="t">Votes now</Trans>, <TokenAmount key="v" amount={position.votes} token="AIIGO" />],
    [
      'delegate',
      <Trans key="t">Votes are cast by</Trans>,
      isAddressEqual(delegate, zeroAddress) || isAddressEqual(delegate, address) ? (
        <Trans key="v">this wallet</Trans>
      ) : (
        <code key="v" title={delegate}>
          {shortHex(delegate)}
        </code>
      ),
    ],
    ['yield', <Trans key="t">Yield to claim</Trans>, <TokenAmount key="v" amount={position.yieldDue} token="AIIGO" />],
  ]
  return (
    <Panel
      title={<Trans>Stake</Trans>}
      aside={
        <TransactionButton
          look="plain"
          transaction={claim}
          disabled={position.yieldDue === 0n}
          onSend={() => claim.send(undefined)}
        >
          <Trans>Claim the yield</Trans>
        </TransactionButton>
      }
    >
      <div className={styles.columns}>
        <dl className={styles.rows}>
          {rows.map(([key, title, value]) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <LockForm session={session} position={position} />
        <DelegateForm session={session} />
      </div>
    </Panel>
  )
}

function LockForm({ session, position }: StakePanelProps) {
  const { t } = useLingui()
  const [amount, setAmount] = useState('')
  const [days, setDays] = useState('0')
  const lock = useDaoTransaction(
    session,
    (sum: bigint, options) => session.staker.lock(sum, { ...options, termSeconds: Number(days) * DAY }),
    () => setAmount(''),
  )
  const sum = readAmount(amount)
  const isTooMuch = sum !== null && sum > position.balance
  const unbonding = Math.round(position.unbondingSeconds / DAY)
  const most = Math.floor(position.maxTermSeconds / DAY)
  const terms = [0, 30, 90, 180, 365, most].filter((term, index, all) => term <= most && all.indexOf(term) === index)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (sum !== null && !isTooMuch && !lock.busy) lock.send(sum)
      }}
    >
      <Field
        label={<Trans>Lock AIIGO</Trans>}
        hint={t`Votes at once. After its end it unbonds for ${unbonding} days.`}
        error={isTooMuch ? t`The wallet has too little AIIGO to lock that` : undefined}
      >
        {(ids) => (
          <input
            {...ids}
            inputMode="decimal"
            value={amount}
            onChange={(event) => setAmount(event.target.value.trim())}
          />
        )}
      </Field>
      <Field label={<Trans>Term</Trans>} hint={t`A longer term has up to twice the yield. Ending it early burns 5 %.`}>
        {(ids) => (
          <select {...ids} value={days} onChange={(event) => setDays(event.target.value)}>
            {terms.map((term) => (
              <option key={term} value={term}>
                {term === 0 ? t`no term` : t`${term} days`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TransactionButton
        transaction={lock}
        disabled={sum === null || isTooMuch}
        onSend={() => sum !== null && lock.send(sum)}
      >
        {sum === null ? <Trans>Lock</Trans> : <Trans>Lock {amount} AIIGO</Trans>}
      </TransactionButton>
    </form>
  )
}

function DelegateForm({ session }: { session: Session }) {
  const { t } = useLingui()
  const [to, setTo] = useState('')
  const delegate = useDaoTransaction(
    session,
    (account: Address, options) => session.staker.delegate(account, options),
    () => setTo(''),
  )
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isAddress(to) && !delegate.busy) delegate.send(to)
      }}
    >
      <Field
        label={<Trans>Delegate the votes to</Trans>}
        hint={t`An address. It votes with your stake, and can move none of it.`}
        error={to !== '' && !isAddress(to) ? t`This is no address.` : undefined}
      >
        {(ids) => <input {...ids} value={to} onChange={(event) => setTo(event.target.value.trim())} />}
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" busy={delegate.busy} disabled={!isAddress(to)}>
          <Trans>Delegate</Trans>
        </Button>
        <Button look="quiet" busy={delegate.busy} onClick={() => delegate.send(session.address)}>
          <Trans>Vote myself</Trans>
        </Button>
        <TransactionSteps transaction={delegate} />
      </div>
    </form>
  )
}
