import { Trans, useLingui } from '@lingui/react/macro'
import { shortHex } from '../../format/shortHex.js'
import { formatClock } from '../../format/time.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'
import { attemptWords } from './attemptWords.js'
import styles from './CheckPanel.module.css'
import type { JobView } from './useJob.js'

type Check = NonNullable<JobView['job']['check']>

/** The check of the result by other runs: what came of it, and the platform nodes that ran the job again. */
export function CheckPanel({ view: { job } }: { view: JobView }) {
  const { t } = useLingui()
  const { check } = job
  // The draw did not choose it: there is nothing to tell.
  if (!check || check.state === 'NOT_DRAWN') return null
  return (
    <Panel flush title={<Trans>Check of the result</Trans>}>
      <p className={check.state === 'DIFFERED' ? styles.differed : styles.outcome}>
        <Outcome check={check} /> {check.reason}
      </p>
      {check.runs.length > 0 && (
        <Table
          caption={t`Runs of this job on platform nodes`}
          head={[t`Node`, t`Outcome`, t`Asked`, t`Why`]}
          rows={check.runs.map(({ nodeId, state, assignedAt, reason }) => ({
            key: nodeId,
            cells: [
              <code key="node" title={nodeId}>
                {shortHex(nodeId)}
              </code>,
              attemptWords(state),
              formatClock(assignedAt),
              reason ?? '–',
            ],
          }))}
        />
      )}
    </Panel>
  )
}

function Outcome({ check: { state, cause, dueAt, runs } }: { check: Check }) {
  if (cause === 'REPLICATED' && runs.length === 0) {
    if (state === 'MATCHED') return <Trans>Nodes of other owners got the same.</Trans>
    if (state === 'DIFFERED') return <Trans>Nodes of other owners got another result.</Trans>
    if (state === 'PENDING') {
      return <Trans>It is compared once all replicas have delivered, by {formatClock(dueAt)} at the latest.</Trans>
    }
  }
  if (state === 'MATCHED') return <Trans>A platform node ran the job again and got the same.</Trans>
  if (state === 'DIFFERED') return <Trans>Another run got another result.</Trans>
  if (state === 'SKIPPED') return <Trans>No other run could be compared.</Trans>
  return <Trans>A platform node runs the job again, until {formatClock(dueAt)} at the latest.</Trans>
}
