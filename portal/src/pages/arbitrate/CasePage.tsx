import './loadTexts.js'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { RulingNotice } from '../../dispute/RulingNotice.js'
import { shortHex } from '../../format/shortHex.js'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { Loaded } from '../../ui/Loaded.js'
import { Page } from '../../ui/Page.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { CaseLog } from './CaseLog.js'
import styles from './CasePage.module.css'
import { CaseStateBadge } from './CaseStateBadge.js'
import { EvidencePanel } from './EvidencePanel.js'
import { OwnReward } from './OwnReward.js'
import { TermsPanel } from './TermsPanel.js'
import { useCaseEvents } from './useCaseEvents.js'
import { VotePanel } from './VotePanel.js'

/** A dispute before one of its arbitrators: what it is about, and the vote in its steps. */
export function CasePage() {
  const { caseId } = useParams({ from: '/arbitrate/$caseId' })
  return (
    <NeedsWallet title={<Trans>Case {shortHex(caseId)}</Trans>}>
      {(session) => <OpenCase key={`${session.address} ${caseId}`} session={session} caseId={caseId} />}
    </NeedsWallet>
  )
}

function OpenCase({ session, caseId }: { session: Session; caseId: string }) {
  useCaseEvents(session)
  const query = useQuery({
    queryKey: ['mine', session.address, 'arbitration', 'case', caseId],
    queryFn: ({ signal }) => session.arbitrator.case(caseId, { signal }),
    refetchInterval: 5_000,
  })
  if (!query.data) {
    return (
      <Page title={<Trans>Case {shortHex(caseId)}</Trans>}>
        <Loaded query={query} skeleton={<Skeleton lines={17} />}>
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return (
    <Loaded query={query} skeleton={null}>
      {(found) => (
        <Page
          title={
            <span className={styles.title}>
              {found.job?.name ?? <Trans>Case {shortHex(found.jobId)}</Trans>} <CaseStateBadge state={found.state} />
            </span>
          }
          actions={
            <Link to="/arbitrate">
              <Trans>All cases</Trans>
            </Link>
          }
        >
          {found.ruling && <RulingNotice ruling={found.ruling} />}
          <div className={styles.columns}>
            <div className={styles.column}>
              {found.job ? (
                <>
                  <EvidencePanel found={found} job={found.job} session={session} />
                  <CaseLog jobId={found.jobId} session={session} />
                </>
              ) : (
                <p className={styles.over}>
                  <Trans>The dispute is over. Its job, files and log are not the panel's to see any more.</Trans>
                </p>
              )}
            </div>
            <div className={styles.column}>
              <VotePanel found={found} session={session} />
              {found.ruling && <OwnReward taskId={found.taskId} session={session} />}
              {found.job && <TermsPanel job={found.job} />}
            </div>
          </div>
          <p className={styles.id}>
            <Trans>
              Job <code>{found.jobId}</code>, task <code>{found.taskId}</code>
            </Trans>
          </p>
        </Page>
      )}
    </Loaded>
  )
}
