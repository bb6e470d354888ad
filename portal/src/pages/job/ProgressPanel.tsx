import type { JobProgress } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { TokenAmount } from '../../market/TokenAmount.js'
import { Panel } from '../../ui/Panel.js'
import styles from './ProgressPanel.module.css'
import type { JobView } from './useJob.js'

/** How far the node says that it is, and what the run costs so far. */
export function ProgressPanel({ progress, view: { job } }: { progress: JobProgress | null; view: JobView }) {
  const { t } = useLingui()
  const percent = progress?.percent ?? null
  return (
    <Panel title={<Trans>Progress</Trans>} aside={percent === null ? null : `${percent} %`}>
      <progress
        className={styles.bar}
        aria-label={t`Progress of the program`}
        max={100}
        {...(percent === null ? {} : { value: percent })}
      />
      <p className={styles.cost}>
        <Trans>Cost so far</Trans>{' '}
        {progress?.cost == null ? (
          <span className={styles.none}>
            <Trans>the node has not said yet</Trans>
          </span>
        ) : (
          <TokenAmount amount={progress.cost.toString()} token={job.token} />
        )}
      </p>
      {percent === null && (
        <p className={styles.hint}>
          <Trans>A program that prints a percentage, such as “40 %”, shows here how far it is.</Trans>
        </p>
      )}
    </Panel>
  )
}
