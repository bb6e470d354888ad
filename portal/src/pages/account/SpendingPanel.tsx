import { SpendingDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { firstDay } from '../../market/firstDay.js'
import { MoneyByDay } from '../../market/MoneyByDay.js'
import type { Session } from '../../session/openSession.js'
import { Empty } from '../../ui/Empty.js'

/** What the wallet's jobs cost, day by day. */
export function SpendingPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const from = firstDay()
  const spending = useQuery({
    queryKey: ['mine', session.address, 'spending', from],
    queryFn: async ({ signal }) => {
      const variables = { buyer: session.address, from, to: null, first: 200 }
      return (await session.connection.client.execute(SpendingDocument, variables, { signal })).spending
    },
    refetchInterval: 30_000,
  })
  return (
    <MoneyByDay
      title={<Trans>Spent by day</Trans>}
      query={spending}
      line={t`Spent`}
      empty={
        <Empty title={<Trans>No job was paid in these days</Trans>}>
          <Trans>A job counts on the day that its node was paid. Deposits that came back do not count.</Trans>
        </Empty>
      }
    />
  )
}
