import { PriceTableDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { visitor } from '../../app/api.js'
import { formatUsd } from '../../format/amount.js'
import { usePaymentToken } from '../../market/usePaymentToken.js'
import { Badge } from '../../ui/Badge.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'

/** The price index of each type, in dollars. */
export function PricePanel({ token = 'USDC' }: { token?: string }) {
  const { t } = useLingui()
  const paidIn = usePaymentToken(token)
  const dollars = paidIn?.usd != null
  const prices = useQuery({
    queryKey: ['prices', token, dollars],
    queryFn: async ({ signal }) =>
      Object.values(await visitor.execute(PriceTableDocument, { token, dollars }, { signal })).flat(),
    enabled: paidIn !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
  return (
    <Panel
      flush
      title={<Trans>Prices now</Trans>}
      aside={<Trans>asks and settled tasks of the last day, paid in {token}</Trans>}
    >
      <Loaded query={prices} skeleton={<TableSkeleton rows={5} columns={9} dense />}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={<Trans>No node has asked a price yet</Trans>} />
          ) : (
            <Table
              caption={t`Price index by type and region`}
              head={[
                t`Type`,
                t`Region`,
                t`Unit`,
                t`Low (p10)`,
                t`Median`,
                t`High (p90)`,
                t`Providers`,
                t`Sold`,
                t`Tasks of a day`,
              ]}
              dense
              figures={[3, 4, 5, 6, 7, 8]}
              rows={rows.map((row) => ({
                key: `${row.resourceType} ${row.region}`,
                cells: [
                  <strong key="type">{row.resourceType}</strong>,
                  row.region === 'ALL' ? t`all` : row.region,
                  row.usd?.per ?? row.unit,
                  row.usd ? formatUsd(row.usd.p10) : '–',
                  row.usd ? formatUsd(row.usd.median) : '–',
                  row.usd ? formatUsd(row.usd.p90) : '–',
                  row.thin ? (
                    <Badge key="thin" tone="warn">
                      {t`${row.providers}, few`}
                    </Badge>
                  ) : (
                    row.providers
                  ),
                  row.soldBps === null ? '–' : `${(row.soldBps / 100).toFixed(1)} %`,
                  row.trades,
                ],
              }))}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}
