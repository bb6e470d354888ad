import { EarningsDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { firstDay } from '../../market/firstDay.js'
import { MoneyByDay } from '../../market/MoneyByDay.js'
import type { Session } from '../../session/openSession.js'
import { Empty } from '../../ui/Empty.js'

/** What tasks paid, day by day: of one node, or of all of the wallet's. */
export function EarningsPanel({ session, nodeId = null }: { session: Session; nodeId?: Hex | null }) {
  const { t } = useLingui()
  const from = firstDay()
  const earnings = useQuery({
    queryKey: ['mine', session.address, 'earnings', nodeId, from],
    queryFn: async ({ signal }) => {
      const variables = { provider: nodeId ? null : session.address, nodeId, from, to: null, first: 200 }
      return (await session.connection.client.execute(EarningsDocument, variables, { signal })).earnings
    },
    refetchInterval: 10_000,
  })
  return (
    <MoneyByDay
      title={<Trans>Earned by day</Trans>}
      query={earnings}
      line={t`Earned`}
      empty={
        <Empty title={<Trans>No task was paid in these days</Trans>}>
          <Trans>A task counts on the day of its payment, after the platform's fee.</Trans>
        </Empty>
      }
    />
  )
}
