import type { EarningsQuery } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatUsd } from '../format/amount.js'
import { formatDay } from '../format/time.js'
import { LineChart } from '../ui/LineChart.js'
import { Loaded } from '../ui/Loaded.js'
import { Panel } from '../ui/Panel.js'
import { Skeleton } from '../ui/Skeleton.js'
import { Table } from '../ui/Table.js'
import { firstDay, SHOWN_DAYS } from './firstDay.js'
import styles from './MoneyByDay.module.css'
import { TokenAmount } from './TokenAmount.js'

type Periods = EarningsQuery['earnings']

interface MoneyByDayProps {
  title: ReactNode
  query: UseQueryResult<Periods>
  /** Name of the chart's line. */
  line: string
  /** Shown while there is no day with money. */
  empty: ReactNode
}

/** Money of the last days: the sum of each day in dollars as a line, and the amounts in a table. */
export function MoneyByDay({ title, query, line, empty }: MoneyByDayProps) {
  const { t } = useLingui()
  return (
    <Panel flush title={title} aside={<Trans>the last {SHOWN_DAYS} days, UTC</Trans>}>
      <Loaded query={query} skeleton={<Skeleton lines={14} />}>
        {(periods) => {
          if (periods.length === 0) return empty
          const { times, dollars } = seriesOf(periods)
          return (
            <>
              <div className={styles.chart}>
                <p className={styles.sum}>
                  <strong>{formatUsd(dollars.reduce((sum, value) => sum + value, 0))}</strong>{' '}
                  <Trans>at the prices of now</Trans>
                  {periods.some(({ usd }) => usd === null) && (
                    <>
                      {'; '}
                      <Trans>amounts without a price are in the table alone</Trans>
                    </>
                  )}
                </p>
                <LineChart
                  label={t`${line}, dollars by day; the table below has the figures`}
                  times={times}
                  series={[{ name: line, values: dollars }]}
                  format={formatUsd}
                />
              </div>
              <Table
                caption={t`${line} by day and token`}
                head={[t`Day`, t`Tasks`, t`Amount`]}
                figures={[1, 2]}
                rows={periods.map(({ startsAt, symbol, tasks, amount }) => ({
                  key: `${startsAt} ${symbol}`,
                  cells: [formatDay(startsAt), tasks, <TokenAmount key="amount" amount={amount} token={symbol} />],
                }))}
              />
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}

const DAY_SECONDS = 86_400

/** Every shown day with its dollars, those without money as zero. */
function seriesOf(periods: Periods): { times: number[]; dollars: number[] } {
  const start = Date.parse(firstDay()) / 1_000
  const times = Array.from({ length: SHOWN_DAYS }, (_, day) => start + day * DAY_SECONDS)
  const byDay = new Map<number, number>()
  for (const { startsAt, usd } of periods) {
    const day = Date.parse(startsAt) / 1_000
    byDay.set(day, (byDay.get(day) ?? 0) + Number(usd ?? 0))
  }
  return { times, dollars: times.map((time) => byDay.get(time) ?? 0) }
}
