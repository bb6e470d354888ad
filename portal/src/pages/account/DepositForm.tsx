import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { readAmount } from '../../format/readAmount.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { useDelayed } from '../../market/useDelayed.js'
import { FundingPrompts } from '../../session/FundingPrompts.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { useTransaction } from '../../session/useTransaction.js'
import { Field } from '../../ui/Field.js'
import { Notice } from '../../ui/Notice.js'
import styles from './DepositForm.module.css'

/** A token with what the wallet has of it. */
interface HeldToken {
  readonly symbol: string
  readonly address: string
  readonly decimals: number
  /** Base units. */
  readonly wallet: bigint
}

/** Money that goes into the wallet's balance in the escrow. */
export function DepositForm({ session, tokens }: { session: Session; tokens: readonly HeldToken[] }) {
  const { t } = useLingui()
  const queryClient = useQueryClient()
  const [symbol, setSymbol] = useState('USDC')
  const [text, setText] = useState('')
  const deposit = useTransaction<{ token: Address; amount: bigint }>(
    session,
    async ({ token, amount }, options) => {
      const hash = await session.buyer.deposit(token, amount, options)
      // The same amount must not go out again by a second click.
      setText('')
      return hash
    },
    () => queryClient.invalidateQueries({ queryKey: ['mine', session.address] }),
  )
  const chosen = tokens.find((token) => token.symbol === symbol) ?? tokens[0]
  const amount = chosen ? readAmount(text, chosen.decimals) : null
  const asked = useDelayed(amount)
  if (!chosen) return null
  const { decimals, wallet } = chosen
  const token = chosen.address as Address
  const name = chosen.symbol
  const short = amount !== null && amount > wallet
  return (
    <div className={styles.parts}>
      <div className={styles.form}>
        <Field label={<Trans>Token</Trans>}>
          {(ids) => (
            <select {...ids} value={name} onChange={(event) => setSymbol(event.target.value)}>
              {tokens.map((one) => (
                <option key={one.symbol}>{one.symbol}</option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={<Trans>Put into the escrow</Trans>}
          error={text !== '' && amount === null ? t`a number above 0, at most ${decimals} decimals` : undefined}
          hint={amount !== null ? <TokenAmount amount={amount} token={name} /> : t`how much`}
        >
          {(ids) => (
            <input {...ids} inputMode="decimal" value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
      </div>
      <TransactionButton
        transaction={deposit}
        disabled={amount === null || short}
        onSend={() => amount !== null && deposit.send({ token, amount })}
      >
        {amount === null ? (
          <Trans>Put it in</Trans>
        ) : (
          <Trans>
            Put in {text.trim()} {name}
          </Trans>
        )}
      </TransactionButton>
      {short && (
        <Notice tone="warn" title={<Trans>The wallet has too little {name} for that</Trans>}>
          <Trans>Send it the rest first.</Trans>
        </Notice>
      )}
      {asked !== null && asked === amount && !short && !deposit.busy && (
        <p className={styles.hint}>
          <FundingPrompts session={session} token={token} amount={asked} />
        </p>
      )}
      <p className={styles.hint}>
        <Trans>
          A balance in the escrow pays for bonds of disputes, and for jobs that are paid by a signature alone. It can be
          taken out at any time.
        </Trans>
      </p>
    </div>
  )
}
