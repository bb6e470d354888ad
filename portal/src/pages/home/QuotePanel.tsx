import type { QuoteQuery } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { formatDuration } from '../../format/time.js'
import { type QuotedType, REGIONS, RESOURCES } from '../../market/resources.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { useDelayed } from '../../market/useDelayed.js'
import { useQuote } from '../../market/useQuote.js'
import { Field } from '../../ui/Field.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './QuotePanel.module.css'

const TOKENS = ['ETH', 'USDC', 'AIIGO'] as const

/** A price while it is typed, without a wallet. */
export function QuotePanel() {
  const { t } = useLingui()
  const [resourceType, setType] = useState<QuotedType>('CPU')
  const [units, setUnits] = useState('1')
  const [minutes, setMinutes] = useState('10')
  const [region, setRegion] = useState('')
  const [token, setToken] = useState<string>('USDC')
  const asked = useDelayed({ resourceType, units, minutes, region, token })
  const wrongUnits = wholeNumber(units, 1, 4_096) === null
  const wrongMinutes = wholeNumber(minutes, 1, 1_440) === null
  const quote = useQuote({
    resourceType: asked.resourceType,
    units: wholeNumber(asked.units, 1, 4_096) ?? 1,
    seconds: (wholeNumber(asked.minutes, 1, 1_440) ?? 1) * 60,
    regions: asked.region ? [asked.region] : null,
    token: asked.token,
  })
  return (
    <Panel title={<Trans>What would it cost?</Trans>}>
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
          error={wrongUnits ? t`1 to 4096` : undefined}
        >
          {(ids) => (
            <input {...ids} inputMode="numeric" value={units} onChange={(event) => setUnits(event.target.value)} />
          )}
        </Field>
        <Field label={<Trans>Minutes</Trans>} error={wrongMinutes ? t`1 to 1440` : undefined}>
          {(ids) => (
            <input {...ids} inputMode="numeric" value={minutes} onChange={(event) => setMinutes(event.target.value)} />
          )}
        </Field>
        <Field label={<Trans>Region</Trans>}>
          {(ids) => (
            <select {...ids} value={region} onChange={(event) => setRegion(event.target.value)}>
              <option value="">{t`Any`}</option>
              {REGIONS.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
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
        <Loaded query={quote} skeleton={<Skeleton lines={4} />}>
          {(data) => <QuoteAnswer quote={data} />}
        </Loaded>
      </div>
    </Panel>
  )
}

function QuoteAnswer({ quote }: { quote: QuoteQuery['quote'] }) {
  const { symbol, forecast, suggestedBudget, availableCount, nodeCount, wait, thin } = quote
  if (!forecast || suggestedBudget === null) {
    return (
      <p className={styles.none}>
        {quote.summary}
        {quote.smallestChange && ` ${quote.smallestChange.message}`}
      </p>
    )
  }
  return (
    <>
      <dl className={styles.figures}>
        <div className={styles.main}>
          <dt>
            <Trans>Expected cost</Trans>
          </dt>
          <dd>
            <TokenAmount amount={forecast.expectedCost} token={symbol} />
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Deposit that suffices</Trans>
          </dt>
          <dd>
            <TokenAmount amount={suggestedBudget} token={symbol} />
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Computers free now</Trans>
          </dt>
          <dd>
            <Trans>
              {availableCount} of {nodeCount}
            </Trans>
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Starts in about</Trans>
          </dt>
          <dd>{wait ? formatDuration(wait.expectedSeconds) : <Trans>not known</Trans>}</dd>
        </div>
      </dl>
      {thin && (
        <p className={styles.hint}>
          <Trans>Fewer than five providers stand behind this price.</Trans>
        </p>
      )}
    </>
  )
}

/** The whole number that a text is; null for anything else. */
function wholeNumber(text: string, least: number, most: number): number | null {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : null
}
