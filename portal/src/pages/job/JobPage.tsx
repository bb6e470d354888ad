import type { JobState } from '@aiigo/domain'
import type { JobStatus } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { Link, useParams } from '@tanstack/react-router'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { fundingRefusal } from '../../session/unpaidJob.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Loaded } from '../../ui/Loaded.js'
import { Page } from '../../ui/Page.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { JobStateBadge } from '../jobs/JobStateBadge.js'
import { ArtifactsPanel } from './ArtifactsPanel.js'
import { AttemptsPanel } from './AttemptsPanel.js'
import { BuyerDispute } from './BuyerDispute.js'
import { CheckPanel } from './CheckPanel.js'
import { HistoryPanel } from './HistoryPanel.js'
import { JobActions } from './JobActions.js'
import styles from './JobPage.module.css'
import { LogPanel } from './LogPanel.js'
import { MoneyPanel } from './MoneyPanel.js'
import { ProgressPanel } from './ProgressPanel.js'
import { ResultPanel } from './ResultPanel.js'
import { TimelinePanel } from './TimelinePanel.js'
import { type JobView, useJob } from './useJob.js'
import { useJobFeed } from './useJobFeed.js'

/** A job while it runs and after: states with their causes, log, result and money. */
export function JobPage() {
  const { jobId } = useParams({ from: '/jobs/$jobId' })
  return (
    <NeedsWallet title={<Trans>Job</Trans>}>
      {(session) => <Job key={`${session.address} ${jobId}`} session={session} jobId={jobId} />}
    </NeedsWallet>
  )
}

/** The newer of two: the feed is ahead when an event comes, and behind while it repeats those that were. */
function stateOf({ job }: JobView, last: JobStatus | undefined): JobState {
  return last && last.at >= job.updatedAt ? last.state : (job.state as JobState)
}

function Job({ session, jobId }: { session: Session; jobId: string }) {
  const query = useJob(session, jobId)
  const feed = useJobFeed(session, jobId)
  if (!query.data) {
    return (
      <Page title={<Trans>Job</Trans>}>
        <Loaded query={query} skeleton={<Skeleton lines={17} />}>
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return (
    <Loaded query={query} skeleton={null}>
      {(view) => {
        const state = stateOf(view, feed.states.at(-1))
        // Where the deposit can be paid again, the actions tell why it was refused.
        const isTold = state === 'SUBMITTED' && fundingRefusal(view.job) !== null
        return (
          <Page
            title={
              <span className={styles.title}>
                {view.job.name} <JobStateBadge state={state} />
              </span>
            }
            actions={<JobActions view={view} state={state} session={session} />}
          >
            {feed.error != null && <ErrorNotice error={feed.error} stale />}
            {view.job.reason && !isTold && <p className={styles.reason}>{view.job.reason}</p>}
            <div className={styles.columns}>
              <div className={styles.column}>
                {state === 'EXECUTING' && <ProgressPanel progress={feed.progress} view={view} />}
                <BuyerDispute view={view} session={session} />
                <ResultPanel view={view} session={session} />
                <ArtifactsPanel view={view} progress={feed.progress} session={session} />
                <CheckPanel view={view} />
                <LogPanel log={feed.log} ended={state === 'PAID' || state === 'REFUNDED' || state === 'CANCELLED'} />
                <AttemptsPanel view={view} />
              </div>
              <div className={styles.column}>
                <TimelinePanel states={feed.states} />
                <MoneyPanel view={view} />
              </div>
            </div>
            <HistoryPanel view={view} session={session} />
            {view.job.group && (
              <p className={styles.id}>
                <Trans>
                  One of the jobs of{' '}
                  <Link to="/groups/$groupId" params={{ groupId: view.job.group.id }}>
                    {view.job.group.name}
                  </Link>
                </Trans>
              </p>
            )}
            <p className={styles.id}>
              <Trans>
                Job <code>{jobId}</code>, task <code>{view.job.taskId}</code>
              </Trans>
            </p>
          </Page>
        )
      }}
    </Loaded>
  )
}
