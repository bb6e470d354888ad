import type { JobStatus } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { formatClock, formatDuration } from '../../format/time.js'
import { Panel } from '../../ui/Panel.js'
import { JOB_STATE } from '../jobs/jobStates.js'
import styles from './TimelinePanel.module.css'

/** The states that the job came to, each with its time and its cause. */
export function TimelinePanel({ states }: { states: readonly JobStatus[] }) {
  const { t } = useLingui()
  const [first] = states
  const last = states.at(-1)
  const took = first && last ? (Date.parse(last.at) - Date.parse(first.at)) / 1000 : 0
  return (
    <Panel title={<Trans>What happened</Trans>} aside={states.length > 1 ? formatDuration(took) : null}>
      <ol className={styles.states} aria-live="polite">
        {stepsOf(states).map(({ seq, state, at, reasons, attempt }) => (
          <li key={seq} className={styles[JOB_STATE[state].tone]}>
            <span className={styles.name}>
              {t(JOB_STATE[state].title)}
              {attempt > 1 && (
                <span className={styles.attempt}>
                  {' '}
                  <Trans>attempt {attempt}</Trans>
                </span>
              )}
            </span>
            <time dateTime={at}>{formatClock(at)}</time>
            {reasons.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </li>
        ))}
        {states.length === 0 && (
          <li>
            <Trans>Waiting for the first event…</Trans>
          </li>
        )}
      </ol>
    </Panel>
  )
}

type Step = Pick<JobStatus, 'seq' | 'state' | 'at' | 'attempt'> & { readonly reasons: readonly string[] }

/** One step for each state and attempt: what is told of it later belongs to it. */
function stepsOf(states: readonly JobStatus[]): readonly Step[] {
  const steps: Step[] = []
  for (const { seq, state, at, attempt, reason } of states) {
    const last = steps.at(-1)
    const reasons = reason ? [reason] : []
    if (last?.state === state && last.attempt === attempt)
      steps[steps.length - 1] = { ...last, reasons: [...last.reasons, ...reasons] }
    else steps.push({ seq, state, at, attempt, reasons })
  }
  return steps
}
