import type { JobState } from '@aiigo/domain'
import type { JobTransition } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { shortHex } from '../../format/shortHex.js'
import { formatClock, formatMoment } from '../../format/time.js'
import type { Session } from '../../session/openSession.js'
import { CopyHash } from '../../ui/CopyHash.js'
import { FoldedPanel } from '../../ui/FoldedPanel.js'
import { Loaded } from '../../ui/Loaded.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import { JOB_STATE } from '../jobs/jobStates.js'
import { attemptWords } from './attemptWords.js'
import styles from './HistoryPanel.module.css'
import type { JobView } from './useJob.js'

/** Moves of a job that goes well: the place that they take while they are read. */
const USUAL_MOVES = 13

interface HistoryProps {
  view: JobView
  session: Session
}

/** Every move of the job and of its attempts: when, why, by whom, and the transaction behind it. */
export function HistoryPanel(props: HistoryProps) {
  return (
    <FoldedPanel title={<Trans>History</Trans>} about={<Trans>every move, with its cause and its transaction</Trans>}>
      {() => <Moves {...props} />}
    </FoldedPanel>
  )
}

function Moves({ view: { job }, session }: HistoryProps) {
  const { t } = useLingui()
  const query = useQuery({
    // Under the job's own key: each event of the job renews it.
    queryKey: ['mine', session.address, 'job', job.id, 'history'],
    queryFn: ({ signal }) => session.buyer.history(job.id, { signal }),
    // Attempts move between the job's events.
    refetchInterval: job.finality?.final ? false : 3_000,
  })
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={USUAL_MOVES} columns={7} />}>
      {(moves) => (
        <Table
          caption={t`Moves of this job and its attempts`}
          head={[t`Time`, t`Of`, t`From → to`, t`Cause`, t`By`, t`Transaction`, t`Why`]}
          rows={moves.map((move) => ({
            key: move.id,
            cells: [
              <time key="time" dateTime={move.at} title={formatMoment(move.at)}>
                {formatClock(move.at)}
              </time>,
              <Subject key="subject" move={move} job={job} />,
              <States key="states" move={move} />,
              <code key="cause" className={styles.words}>
                {move.cause}
              </code>,
              <Actor key="actor" actor={move.actor} job={job} />,
              move.transaction ? <CopyHash key="transaction" hash={move.transaction} /> : '–',
              <span key="reason" className={move.reason ? styles.reason : undefined}>
                {move.reason ?? '–'}
              </span>,
            ],
          }))}
        />
      )}
    </Loaded>
  )
}

/** The job, or the node of the attempt. */
function Subject({ move: { attemptId }, job }: { move: JobTransition; job: JobView['job'] }): ReactNode {
  if (attemptId === null) return <Trans>Job</Trans>
  const { nodeId, nodeName } = job.attemptList.find(({ id }) => id === attemptId) ?? { nodeId: attemptId }
  return <code title={nodeId}>{nodeName ?? shortHex(nodeId)}</code>
}

function States({ move: { attemptId, from, to } }: { move: JobTransition }): ReactNode {
  const { t } = useLingui()
  const words = (state: string): string =>
    attemptId === null ? t(JOB_STATE[state as JobState].title) : attemptWords(state)
  return (
    <span className={styles.words}>
      {from !== null && `${words(from)} `}→ {words(to)}
    </span>
  )
}

/** The wallet that asked for it, as the job's buyer sees it. */
function Actor({ actor, job }: { actor: string | null; job: JobView['job'] }): ReactNode {
  if (actor === null) return <Trans>platform</Trans>
  const isActor = (wallet: string): boolean => wallet.toLowerCase() === actor.toLowerCase()
  if (isActor(job.buyer)) return <Trans>you</Trans>
  const wallet = <code title={actor}>{shortHex(actor)}</code>
  if (!job.attemptList.some(({ provider }) => isActor(provider))) return wallet
  return (
    <span>
      <Trans>provider {wallet}</Trans>
    </span>
  )
}
