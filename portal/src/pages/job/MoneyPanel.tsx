import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { TokenAmount } from '../../market/TokenAmount.js'
import { Badge } from '../../ui/Badge.js'
import { Panel } from '../../ui/Panel.js'
import styles from './MoneyPanel.module.css'
import type { JobView } from './useJob.js'

/** Where the deposit is, and where it went. */
export function MoneyPanel({ view: { job, task } }: { view: JobView }) {
  const money = (amount: string | null | undefined): ReactNode => <TokenAmount amount={amount} token={job.token} />
  const { finality } = job
  return (
    <Panel
      title={<Trans>Money</Trans>}
      aside={
        finality &&
        (finality.final ? (
          <Badge tone="good">
            <Trans>final</Trans>
          </Badge>
        ) : (
          <Badge tone="active">
            <Trans>
              {finality.confirmations} of {finality.required} blocks
            </Trans>
          </Badge>
        ))
      }
    >
      <dl className={styles.rows}>
        <dt>
          <Trans>Deposit</Trans>
        </dt>
        <dd>{money(String(BigInt(job.budget) + BigInt(task?.addedBudget ?? 0)))}</dd>
        <dt>
          <Trans>Cost</Trans>
        </dt>
        <dd>{money(task?.cost ?? job.result?.cost)}</dd>
        <dt className={styles.part}>
          <Trans>to the provider</Trans>
        </dt>
        <dd>{money(task?.providerAmount)}</dd>
        <dt className={styles.part}>
          <Trans>platform fee</Trans>
        </dt>
        <dd>{money(task?.fee)}</dd>
        <dt>
          <Trans>Back to you</Trans>
        </dt>
        <dd>{money(task?.refund)}</dd>
      </dl>
      <p className={styles.note}>
        {task ? (
          <Trans>As of block {task.updatedBlock}, read from the chain's index.</Trans>
        ) : (
          <Trans>The chain's index does not show this task yet.</Trans>
        )}
      </p>
    </Panel>
  )
}
