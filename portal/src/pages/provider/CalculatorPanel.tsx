import { EarningsEstimateDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { visitor } from '../../app/api.js'
import { type QuotedType, RESOURCES } from '../../market/resources.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { useDelayed } from '../../market/useDelayed.js'
import { Empty } from '../../ui/Empty.js'
import { Field } from '../../ui/Field.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './CalculatorPanel.module.css'

const TOKENS = ['USDC', 'ETH', 'AIIGO'] as const
const DAYS = 30

/** What a machine would earn in a month at the median of the price index. */
export function CalculatorPanel() {
  const { t } = useLingui()
  const [resourceType, setType] = useState<QuotedType>('CPU')
  const [units, setUnits] = useState('4')
  const [hours, setHours] = useState('12')
  const [token, setToken] = useState<string>('USDC')
  const asked = useDelayed({ resourceType, units, hours, token })
  const wrongUnits = whole(units, 1_024) === null
  const wrongHours = whole(hours, 24) === null
  const input = {
    resourceType: asked.resourceType,
    units: whole(asked.units, 1_024) ?? 1,
    hours: (whole(asked.hours, 24) ?? 1) * DAYS,
    token: asked.token,
  }
  const estimate = useQuery({
    queryKey: ['earningsEstimate', input],
    queryFn: async ({ signal }) =>
      (await visitor.execute(EarningsEstimateDocument, { input }, { signal })).earningsEstimate,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const unpriced = (estimate.error as { code?: string } | null)?.code === 'PRICE_UNKNOWN'
  return (
    <Panel title={<Trans>What would it earn?</Trans>} aside={<Trans>a month, at the index's median</Trans>}>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <Field label={<Trans>Computer</Trans>}>
          {(ids) => (
            <select {...ids} value={resourceType} onChange={(event) => setType(event.target.value as QuotedType)}>
              {(Object.keys(RESOURCES) as QuotedType[]).map((type) => (
                <option key={type}>{type}</option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={resourceType === 'CPU' ? <Trans>Cores</Trans> : <Trans>GPUs</Trans>}
          error={wrongUnits ? t`1 to 1024` : undefined}
        >
          {(ids) => (
            <input {...ids} inputMode="numeric" value={units} onChange={(event) => setUnits(event.target.value)} />
          )}
        </Field>
        <Field label={<Trans>Hours a day</Trans>} error={wrongHours ? t`1 to 24` : undefined}>
          {(ids) => (
            <input {...ids} inputMode="numeric" value={hours} onChange={(event) => setHours(event.target.value)} />
          )}
        </Field>
        <Field label={<Trans>Paid in</Trans>}>
          {(ids) => (
            <select {...ids} value={token} onChange={(event) => setToken(event.target.value)}>
              {TOKENS.map((symbol) => (
                <option key={symbol}>{symbol}</option>
              ))}
            </select>
          )}
        </Field>
      </form>
      <div className={styles.answer} aria-live="polite">
        {unpriced ? (
          <Empty title={<Trans>Nobody asks a price for it in {asked.token} yet</Trans>}>
            <Trans>Try another token, or come back when such nodes are online.</Trans>
          </Empty>
        ) : (
          <Loaded query={estimate} skeleton={<Skeleton lines={3} />}>
            {({ symbol, gross, fee, net, utilizationBps, utilizationAssumed }) => (
              <Figures
                items={[
                  { name: <Trans>You get</Trans>, value: <TokenAmount amount={net} token={symbol} /> },
                  { name: <Trans>Buyers pay</Trans>, value: <TokenAmount amount={gross} token={symbol} /> },
                  { name: <Trans>Platform fee</Trans>, value: <TokenAmount amount={fee} token={symbol} /> },
                  {
                    name: utilizationAssumed ? <Trans>At work, assumed</Trans> : <Trans>At work, as sold now</Trans>,
                    value: `${(utilizationBps / 100).toFixed(0)} %`,
                  },
                ]}
              />
            )}
          </Loaded>
        )}
      </div>
    </Panel>
  )
}

/** The whole number from 1 on that a text is; null for anything else. */
function whole(text: string, most: number): number | null {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : 0
  return value >= 1 && value <= most ? value : null
}
