import { CapacityDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { visitor } from '../../app/api.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'

/** Supply and demand by type, region and tier. */
export function CapacityPanel() {
  const { t } = useLingui()
  const capacity = useQuery({
    queryKey: ['capacity'],
    queryFn: async ({ signal }) => (await visitor.execute(CapacityDocument, {}, { signal })).capacity,
    refetchInterval: 15_000,
  })
  return (
    <Panel flush title={<Trans>Supply by tier</Trans>}>
      <Loaded query={capacity} skeleton={<Skeleton height="12rem" />}>
        {(found) => {
          const { alerts } = found ?? { alerts: [] }
          const tiers = (found?.tiers ?? []).filter(({ nodes }) => nodes > 0)
          return (
            <>
              {alerts.map(({ code, message, severity, resourceType, region, tier }) => (
                <Notice
                  key={`${code} ${resourceType} ${region} ${tier}`}
                  tone={severity === 'CRITICAL' ? 'bad' : severity === 'WARNING' ? 'warn' : 'info'}
                >
                  {message}
                </Notice>
              ))}
              {tiers.length === 0 ? (
                <Empty title={<Trans>No node is online</Trans>} />
              ) : (
                <Table
                  caption={t`Supply by type, region and tier`}
                  head={[t`Type`, t`Region`, t`Tier`, t`Nodes`, t`Units`, t`Free`, t`Online`]}
                  dense
                  figures={[3, 4, 5, 6]}
                  rows={tiers.map((row) => ({
                    key: `${row.resourceType} ${row.region} ${row.tier}`,
                    cells: [
                      <strong key="type">{row.resourceType}</strong>,
                      row.region === 'ALL' ? t`all` : row.region,
                      row.tier.toLowerCase(),
                      row.nodes,
                      row.supplyUnits,
                      row.freeUnits,
                      row.uptimeBps === null ? '–' : `${(row.uptimeBps / 100).toFixed(2)} %`,
                    ],
                  }))}
                />
              )}
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}
