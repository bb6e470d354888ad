import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address, Hex } from 'viem'
import { readAmount } from '../../format/readAmount.js'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { usePaymentToken } from '../../market/usePaymentToken.js'
import { LocalFaucet } from '../../session/LocalFaucet.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { useTransaction } from '../../session/useTransaction.js'
import { Field } from '../../ui/Field.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './StakePanel.module.css'

/** A node's stake: what it has, and the ways in and out. */
export function StakePanel({ session, nodeId }: { session: Session; nodeId: string }) {
  const { t } = useLingui()
  const queryClient = useQueryClient()
  const { provider } = session
  const aiigo = usePaymentToken('AIIGO')
  const [text, setText] = useState('')
  const queryKey = ['mine', session.address, 'stake', nodeId]
  const stake = useQuery({
    queryKey,
    queryFn: async () => {
      const token = session.connection.contracts.aiigoToken as Address
      const [of, held, now] = await Promise.all([
        provider.stakeOf(nodeId as Hex),
        provider.balance(token),
        provider.chainTime(),
      ])
      return { ...of, held, now }
    },
    refetchInterval: 10_000,
  })
  const renew = () => queryClient.invalidateQueries({ queryKey: ['mine', session.address] })
  // The amount of a transaction that is done must not go out again by a second click.
  const renewWithout = () => {
    setText('')
    return renew()
  }
  const add = useTransaction<bigint>(
    session,
    (sum, options) => provider.stake(nodeId as Hex, sum, options),
    renewWithout,
  )
  const remove = useTransaction<bigint>(
    session,
    (sum, options) => provider.unstake(nodeId as Hex, sum, options),
    renewWithout,
  )
  const take = useTransaction<void>(session, (_, options) => provider.withdrawStake(nodeId as Hex, options), renew)
  const amount = readAmount(text)
  const busy = add.busy || remove.busy || take.busy
  return (
    <Panel title={<Trans>Stake</Trans>} aside={<Trans>it vouches for the node's results</Trans>}>
      <Loaded query={stake} skeleton={<Skeleton lines={6} />}>
        {({ active, minimum, unbonding, availableAt, held, now }) => {
          const due = unbonding > 0n && availableAt <= now
          const short = amount !== null && amount > held
          const tooMuch = amount !== null && amount > active
          return (
            <div className={styles.parts}>
              <Figures
                items={[
                  { name: <Trans>Active</Trans>, value: <TokenAmount amount={active} token="AIIGO" /> },
                  { name: <Trans>Needed for any work</Trans>, value: <TokenAmount amount={minimum} token="AIIGO" /> },
                  {
                    name:
                      unbonding > 0n ? (
                        <Trans>Unbonding until {formatMoment(new Date(availableAt * 1_000).toISOString())}</Trans>
                      ) : (
                        <Trans>Unbonding</Trans>
                      ),
                    value: <TokenAmount amount={unbonding} token="AIIGO" />,
                  },
                  { name: <Trans>In the wallet</Trans>, value: <TokenAmount amount={held} token="AIIGO" /> },
                ]}
              />
              <div className={styles.amount}>
                <Field
                  label={<Trans>AIIGO</Trans>}
                  error={text !== '' && amount === null ? t`a number above 0, at most 18 decimals` : undefined}
                  hint={amount !== null && aiigo ? <TokenAmount amount={amount} token="AIIGO" /> : t`how much`}
                >
                  {(ids) => (
                    <input
                      {...ids}
                      inputMode="decimal"
                      value={text}
                      onChange={(event) => setText(event.target.value)}
                    />
                  )}
                </Field>
              </div>
              <div className={styles.buttons}>
                <TransactionButton
                  transaction={add}
                  disabled={amount === null || short || busy}
                  onSend={() => amount !== null && add.send(amount)}
                >
                  {amount === null ? <Trans>Stake</Trans> : <Trans>Stake {text} AIIGO</Trans>}
                </TransactionButton>
                <TransactionButton
                  transaction={remove}
                  look="plain"
                  disabled={amount === null || tooMuch || busy}
                  onSend={() => amount !== null && remove.send(amount)}
                >
                  {amount === null ? <Trans>Unbond</Trans> : <Trans>Unbond {text} AIIGO</Trans>}
                </TransactionButton>
                {unbonding > 0n && (
                  <TransactionButton transaction={take} look="plain" disabled={!due || busy} onSend={() => take.send()}>
                    <Trans>Withdraw what has unbonded</Trans>
                  </TransactionButton>
                )}
              </div>
              {short && (
                <Notice tone="warn" title={<Trans>The wallet has too little AIIGO to stake that</Trans>}>
                  <Trans>Send it the rest first.</Trans>
                  <LocalFaucet session={session} tokens={['AIIGO']} />
                </Notice>
              )}
              {amount !== null && !tooMuch && active - amount < minimum && (
                <Notice tone="warn" title={<Trans>Unbonding that much leaves too little</Trans>}>
                  <Trans>Below the minimum the node gets no work and loses its trust level.</Trans>
                </Notice>
              )}
              <p className={styles.hint}>
                <Trans>
                  Staking asks the wallet twice when the pool may not take that much yet: for the allowance of exactly
                  this amount, and for the stake. What unbonds can still be slashed until its time is over.
                </Trans>
              </p>
            </div>
          )
        }}
      </Loaded>
    </Panel>
  )
}
