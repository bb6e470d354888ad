import type { GroupProgress } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { TokenAmount } from '../../market/TokenAmount.js'
import { Panel } from '../../ui/Panel.js'
import bar from '../job/ProgressPanel.module.css'
import styles from './GroupProgressPanel.module.css'

/** How far the jobs of a group are together, and what they cost. */
export function GroupProgressPanel({ progress }: { progress: GroupProgress }) {
  const { t } = useLingui()
  const { done, total, succeeded, amounts } = progress
  return (
    <Panel title={<Trans>Progress</Trans>} aside={t`${done} of ${total}`}>
      <progress className={bar.bar} aria-label={t`Jobs of this group that are done`} max={total} value={done} />
      <dl className={styles.facts}>
        <dt>
          <Trans>ended with exit code 0</Trans>
        </dt>
        <dd>{succeeded}</dd>
        {amounts.map(({ token, deposit, cost }) => (
          <div key={token} className={styles.row}>
            <dt>
              <Trans>deposits, cost so far</Trans>
            </dt>
            <dd>
              <TokenAmount amount={deposit} token={token} />, <TokenAmount amount={cost} token={token} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
