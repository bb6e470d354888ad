import { MarketStatsDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { visitor } from '../../app/api.js'
import { formatUsd } from '../../format/amount.js'
import { Badge } from '../../ui/Badge.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import styles from './KpiStrip.module.css'

/** The marketplace's indicators and their targets of the first year. */
export function KpiStrip() {
  const { t } = useLingui()
  const stats = useQuery({
    queryKey: ['marketStats'],
    queryFn: async ({ signal }) => (await visitor.execute(MarketStatsDocument, {}, { signal })).marketStats,
    refetchInterval: 60_000,
  })
  const figure = (value: number, unit: string): string => {
    if (unit === 'USD') return formatUsd(value)
    if (unit === 'PERCENT') return `${value.toLocaleString('en', { maximumFractionDigits: 1 })} %`
    const name = { PH_PER_SECOND: 'PH/s', BUYERS: '', PROVIDERS: '' }[unit] ?? unit.toLowerCase()
    return `${value.toLocaleString('en', { maximumSignificantDigits: 4 })} ${name}`.trim()
  }
  return (
    <Panel flush title={<Trans>The marketplace in numbers</Trans>} aside={<Trans>targets of the first year</Trans>}>
      <Loaded query={stats} skeleton={<TableSkeleton rows={8} columns={5} dense />}>
        {({ kpis }) => (
          <Table
            caption={t`Indicators with targets`}
            head={[t`Indicator`, t`Now`, t`Target`, t`Met`, t`What is counted`]}
            dense
            figures={[1, 2]}
            rows={kpis.map(({ name, title, unit, display, target, met, note, definition }) => ({
              key: name,
              cells: [
                <strong key="title">{title}</strong>,
                display ?? '–',
                figure(target, unit),
                met ? (
                  <Badge key="met" tone="good">
                    {t`yes`}
                  </Badge>
                ) : (
                  t`not yet`
                ),
                <span key="definition" className={styles.definition}>
                  {display === null ? (note ?? definition) : definition}
                </span>,
              ],
            }))}
          />
        )}
      </Loaded>
    </Panel>
  )
}
