import { type JobState, jobLifeCycle } from '@aiigo/domain'
import type { Group } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { TokenAmount } from '../../market/TokenAmount.js'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { Loaded } from '../../ui/Loaded.js'
import { Page } from '../../ui/Page.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import { JobStateBadge } from '../jobs/JobStateBadge.js'
import { GroupActions } from './GroupActions.js'
import { GroupProgressPanel } from './GroupProgressPanel.js'
import { GroupQuotePanel } from './GroupQuotePanel.js'

/** Rows that are shown at first. */
const SHOWN = 100

/** Jobs that were handed in together: how far they are, and each of them. */
export function GroupPage() {
  const { groupId } = useParams({ from: '/groups/$groupId' })
  return (
    <NeedsWallet title={<Trans>Group of jobs</Trans>}>
      {(session) => <OneGroup key={`${session.address} ${groupId}`} session={session} groupId={groupId} />}
    </NeedsWallet>
  )
}

function OneGroup({ session, groupId }: { session: Session; groupId: string }) {
  const query = useQuery({
    queryKey: ['mine', session.address, 'group', groupId],
    queryFn: ({ signal }) => session.buyer.group(groupId, { signal }),
    // The approvals and payments of delivered jobs go on.
    refetchInterval: ({ state }) => (state.data?.members.every(hasEnded) ? false : 3_000),
  })
  if (!query.data) {
    return (
      <Page title={<Trans>Group of jobs</Trans>}>
        <Loaded query={query} skeleton={<Skeleton lines={14} />}>
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return (
    <Loaded query={query} skeleton={null}>
      {(group) => (
        <Page title={group.name} actions={<GroupActions group={group} session={session} />}>
          {group.members.some(isUnpaid) && <GroupQuotePanel group={group} session={session} />}
          <GroupProgressPanel progress={group.progress} />
          <MembersPanel members={group.members} />
        </Page>
      )}
    </Loaded>
  )
}

const isUnpaid = ({ state, fundingSigned }: Group['members'][number]): boolean =>
  state === 'SUBMITTED' && !fundingSigned

const hasEnded = ({ state }: Group['members'][number]): boolean => jobLifeCycle.isFinal(state as JobState)

function MembersPanel({ members }: { members: Group['members'] }) {
  const { t } = useLingui()
  const [shown, setShown] = useState(SHOWN)
  const more = members.length - shown
  return (
    <>
      <Panel flush title={<Trans>Jobs</Trans>}>
        <Table
          caption={t`Jobs of this group, each behind those that it needs`}
          head={[t`Job`, t`State`, t`Exit code`, t`Deposit`, t`Cost`, t`Why`]}
          figures={[2, 3, 4]}
          rows={members.slice(0, shown).map(({ jobId, name, state, exitCode, taskRequest, cost, reason }) => ({
            key: jobId,
            cells: [
              <Link key="name" to="/jobs/$jobId" params={{ jobId }}>
                {name}
              </Link>,
              <JobStateBadge key="state" state={state as JobState} />,
              exitCode ?? '–',
              <TokenAmount key="deposit" amount={taskRequest.budget} token={taskRequest.token} />,
              <TokenAmount key="cost" amount={cost} token={taskRequest.token} />,
              reason ?? '–',
            ],
          }))}
        />
      </Panel>
      {more > 0 && (
        <Button onClick={() => setShown(members.length)}>
          <Trans>Show {more} more</Trans>
        </Button>
      )}
    </>
  )
}
