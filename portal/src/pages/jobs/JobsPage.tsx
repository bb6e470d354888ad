import { JobsDocument } from '@aiigo/client'
import type { JobState } from '@aiigo/domain'
import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { Empty } from '../../ui/Empty.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Page } from '../../ui/Page.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import { GroupsPanel } from './GroupsPanel.js'
import { JobStateBadge } from './JobStateBadge.js'

const PAGE = 50

export function JobsPage() {
  return (
    <Page
      title={<Trans>Jobs</Trans>}
      actions={
        <Link to="/jobs/new">
          <Trans>New job</Trans>
        </Link>
      }
    >
      <NeedsWallet>
        {(session) => (
          <>
            <GroupsPanel session={session} />
            <JobList session={session} />
          </>
        )}
      </NeedsWallet>
    </Page>
  )
}

function JobList({ session }: { session: Session }) {
  const { t } = useLingui()
  const jobs = useInfiniteQuery({
    queryKey: ['mine', session.address, 'jobs'],
    queryFn: async ({ pageParam, signal }) => {
      const variables = { first: PAGE, after: pageParam, state: null }
      return (await session.connection.client.execute(JobsDocument, variables, { signal })).jobs
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    refetchInterval: 5_000,
  })
  if (!jobs.data) return jobs.error ? <ErrorNotice error={jobs.error} /> : <TableSkeleton rows={8} columns={6} />
  const rows = jobs.data.pages.flatMap(({ edges }) => edges.map(({ node }) => node))
  if (rows.length === 0) {
    return (
      <Empty
        title={<Trans>This wallet has no job yet</Trans>}
        action={
          <Link to="/jobs/new">
            <Trans>Run an example</Trans>
          </Link>
        }
      />
    )
  }
  return (
    <>
      {jobs.error && <ErrorNotice error={jobs.error} stale />}
      <Panel flush>
        <Table
          caption={t`Jobs of this wallet, newest first`}
          head={[t`Job`, t`State`, t`Type`, t`Deposit`, t`Cost`, t`Handed in`]}
          figures={[3, 4]}
          rows={rows.map((job) => ({
            key: job.id,
            cells: [
              <Link key="name" to="/jobs/$jobId" params={{ jobId: job.id }}>
                {job.name}
              </Link>,
              <JobStateBadge key="state" state={job.state as JobState} />,
              `${job.units} × ${job.resourceType}`,
              <TokenAmount key="deposit" amount={job.budget} token={job.token} />,
              <TokenAmount key="cost" amount={job.result?.cost} token={job.token} />,
              formatMoment(job.createdAt),
            ],
          }))}
        />
      </Panel>
      {jobs.hasNextPage && (
        <Button onClick={() => void jobs.fetchNextPage()} busy={jobs.isFetchingNextPage}>
          <Trans>Show older ones</Trans>
        </Button>
      )}
    </>
  )
}
