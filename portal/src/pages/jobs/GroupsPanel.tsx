import { JobGroupsDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatMoment } from '../../format/time.js'
import type { Session } from '../../session/openSession.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'

/** Groups that are shown above the jobs, which are all there. */
const SHOWN = 5

/** The newest groups of jobs; nothing for a wallet that has none. */
export function GroupsPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const { data } = useQuery({
    queryKey: ['mine', session.address, 'groups'],
    queryFn: async ({ signal }) =>
      (await session.connection.client.execute(JobGroupsDocument, { first: SHOWN }, { signal })).jobGroups,
    refetchInterval: 5_000,
  })
  if (!data || data.edges.length === 0) return null
  return (
    <Panel flush title={<Trans>Groups of jobs</Trans>}>
      <Table
        caption={t`The newest groups of jobs of this wallet`}
        head={[t`Group`, t`Done`, t`Ended with exit code 0`, t`Handed in`]}
        figures={[1, 2]}
        rows={data.edges.map(({ node: { id, name, createdAt, progress } }) => ({
          key: id,
          cells: [
            <Link key="name" to="/groups/$groupId" params={{ groupId: id }}>
              {name}
            </Link>,
            t`${progress.done} of ${progress.total}`,
            progress.succeeded,
            formatMoment(createdAt),
          ],
        }))}
      />
    </Panel>
  )
}
