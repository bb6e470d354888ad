import { type Granularity, PriceCandlesDocument, type PriceCandlesQuery, type ResourceType } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { visitor } from '../../app/api.js'
import { usePaymentToken } from '../../market/usePaymentToken.js'
import { Empty } from '../../ui/Empty.js'
import { LineChart } from '../../ui/LineChart.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './CandlesPanel.module.css'

const TYPES: readonly ResourceType[] = ['CPU', 'GPU', 'NETWORK', 'MOBILE', 'IOT']
const STEPS: readonly Granularity[] = ['HOUR', 'DAY']

/** Digits of a price at the axis: prices differ by less than their tenth. */
const TICK: Intl.NumberFormatOptions = { maximumSignificantDigits: 3 }

/** How the price index of a type moved. */
export function CandlesPanel({ token }: { token: string }) {
  const { t } = useLingui()
  const [resourceType, setType] = useState<ResourceType>('CPU')
  const [granularity, setStep] = useState<Granularity>('HOUR')
  const decimals = usePaymentToken(token)?.decimals ?? 18
  const format = useCallback((value: number) => `${value.toLocaleString('en', TICK)} ${token}`, [token])
  const candles = useQuery({
    queryKey: ['candles', resourceType, granularity, token],
    queryFn: async ({ signal }) => {
      const input = { resourceType, granularity, token, region: 'ALL', resourceClass: 'ALL' }
      return (await visitor.execute(PriceCandlesDocument, { input, first: 200 }, { signal })).priceCandles.toReversed()
    },
    refetchInterval: 60_000,
  })
  return (
    <Panel
      title={<Trans>Price over time</Trans>}
      aside={
        <div className={styles.choices}>
          <select aria-label={t`Type`} value={resourceType} onChange={(e) => setType(e.target.value as ResourceType)}>
            {TYPES.map((type) => (
              <option key={type}>{type}</option>
            ))}
          </select>
          <select aria-label={t`Interval`} value={granularity} onChange={(e) => setStep(e.target.value as Granularity)}>
            {STEPS.map((step) => (
              <option key={step} value={step}>
                {step.toLowerCase()}
              </option>
            ))}
          </select>
        </div>
      }
    >
      <div className={styles.place}>
        <Loaded query={candles} skeleton={<Skeleton lines={11} />}>
          {(rows) =>
            rows.length < 2 ? (
              <Empty title={<Trans>Not enough history yet</Trans>}>
                <Trans>The index writes a point for each interval in which it moved.</Trans>
              </Empty>
            ) : (
              <LineChart
                label={t`Median, p10 and p90 of ${resourceType} in ${token}`}
                format={format}
                times={rows.map(({ startsAt }) => Date.parse(startsAt) / 1000)}
                series={[
                  { name: t`Low (p10)`, values: valuesOf(rows, 'p10', decimals), quiet: true },
                  { name: t`Median`, values: valuesOf(rows, 'median', decimals) },
                  { name: t`High (p90)`, values: valuesOf(rows, 'p90', decimals), quiet: true },
                ]}
              />
            )
          }
        </Loaded>
      </div>
    </Panel>
  )
}

/** Tokens an hour of one unit. */
function valuesOf(
  rows: PriceCandlesQuery['priceCandles'],
  level: 'p10' | 'median' | 'p90',
  decimals: number,
): (number | null)[] {
  return rows.map((row) => (row[level] === null ? null : (Number(row[level]) / 1e6 / 10 ** decimals) * 3_600))
}
