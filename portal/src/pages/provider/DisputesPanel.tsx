import { ProviderDisputesDocument, type ProviderDisputesQuery } from '@aiigo/client'
import { bytes32ToJobId } from '@aiigo/domain'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RULING } from '../../dispute/rulings.js'
import { shortHex } from '../../format/shortHex.js'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { Badge } from '../../ui/Badge.js'
import { Countdown } from '../../ui/Countdown.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'
import { disputeStage } from './disputeStage.js'
import { WordBadge } from './WordBadge.js'

const SHOWN = 50

/** Results of the wallet's nodes that buyers object to, with what is due; nothing for a wallet without disputes. */
export function DisputesPanel({ session }: { session: Session }) {
  const disputes = useQuery({
    queryKey: ['mine', session.address, 'disputes'],
    queryFn: async ({ signal }) => {
      const variables = { provider: session.address, first: SHOWN }
      return (await session.connection.client.execute(ProviderDisputesDocument, variables, { signal })).disputes
    },
    refetchInterval: 5_000,
  })
  // The panel above the nodes is for those who need it; its first load moves nothing.
  if (!disputes.data) return disputes.error ? <ErrorNotice error={disputes.error} /> : null
  if (disputes.data.length === 0) return null
  return <Disputes disputes={disputes.data} error={disputes.error} />
}

function Disputes({ disputes, error }: { disputes: ProviderDisputesQuery['disputes']; error: unknown }) {
  const { t } = useLingui()
  const open = disputes.filter(({ state }) => state !== 'CONCLUDED').length
  return (
    <Panel flush title={<Trans>Disputes</Trans>} aside={open > 0 && <Trans>{open} open</Trans>}>
      {error != null && <ErrorNotice error={error} stale />}
      <Table
        caption={t`Disputes about results of your nodes`}
        head={[t`Job`, t`Node`, t`State`, t`Time left`, t`Cost`, t`Pay`, t`Opened`]}
        figures={[3, 4, 5]}
        rows={disputes.map((dispute) => {
          const { task, node } = dispute
          const { jobId } = bytes32ToJobId(task.jobId)
          const { word, until } = disputeStage(dispute, Date.now())
          return {
            key: dispute.id,
            cells: [
              <Link key="job" to="/provider/disputes/$jobId" params={{ jobId }}>
                <code>{shortHex(jobId)}</code>
              </Link>,
              node.name ?? shortHex(node.id),
              dispute.state === 'CONCLUDED' ? (
                <Badge key="state" tone={RULING[dispute.ruling].tone}>
                  {t(RULING[dispute.ruling].title)}
                </Badge>
              ) : (
                <WordBadge key="state" word={word} />
              ),
              until ? <Countdown key="until" to={until} /> : '–',
              <TokenAmount key="cost" amount={task.cost} token={task.token} />,
              <TokenAmount key="pay" amount={task.providerAmount} token={task.token} />,
              formatMoment(new Date(Number(dispute.openedAt) * 1_000).toISOString()),
            ],
          }
        })}
      />
    </Panel>
  )
}
