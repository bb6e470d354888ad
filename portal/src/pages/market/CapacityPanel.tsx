import { CapacityDocument, type CapacityQuery } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { visitor } from '../../app/api.js'
import { formatClock } from '../../format/time.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'

/** Tiers of a count that have a node; none before the first count. */
const countedTiers = (count: CapacityQuery['capacity'] | undefined) =>
  (count?.tiers ?? []).filter(({ nodes }) => nodes > 0)

/** Supply and demand by type, region and tier. */
export function CapacityPanel() {
  const { t } = useLingui()
  const capacity = useQuery({
    queryKey: ['capacity'],
    queryFn: async ({ signal }) => (await visitor.execute(CapacityDocument, {}, { signal })).capacity,
    // Supply is counted twice a minute: a page that shows none yet looks more often, so that the first one is seen soon.
    refetchInterval: ({ state }) => (countedTiers(state.data).length === 0 ? 2_000 : 15_000),
  })
  const { data } = capacity
  return (
    <Panel
      flush
      title={<Trans>Supply by tier</Trans>}
      aside={data && <Trans>counted at {formatClock(data.asOf)}</Trans>}
    >
      <Loaded query={capacity} skeleton={<TableSkeleton rows={8} columns={7} dense />}>
        {(found) => {
          if (!found) {
            return (
              <Empty title={<Trans>Supply has not been counted yet</Trans>}>
                <Trans>The first count comes within half a minute, and shows here.</Trans>
              </Empty>
            )
          }
          const { alerts } = found
          const tiers = countedTiers(found)
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
                <Empty title={<Trans>No node was online at the last count</Trans>}>
                  <Trans>Nodes that have come since show with the next count, within half a minute.</Trans>
                </Empty>
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
