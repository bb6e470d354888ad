import type { DisputedJob } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { shortHex } from '../../format/shortHex.js'
import { formatDuration } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { Panel } from '../../ui/Panel.js'
import styles from './TermsPanel.module.css'

/** What was ordered and billed, and the specification that the task on chain binds. */
export function TermsPanel({ job }: { job: DisputedJob }) {
  return (
    <Panel title={<Trans>Job and bill</Trans>}>
      <dl className={styles.rows}>
        <dt>
          <Trans>Resource</Trans>
        </dt>
        <dd>
          {job.units} × {job.resourceType}
        </dd>
        <dt>
          <Trans>Time to work</Trans>
        </dt>
        <dd>{formatDuration(job.workSeconds)}</dd>
        <dt>
          <Trans>Deposit</Trans>
        </dt>
        <dd>
          <TokenAmount amount={job.budget} token={job.token} />
        </dd>
        <dt>
          <Trans>Metered usage</Trans>
        </dt>
        <dd>{job.result ? <Trans>{Number(job.result.usage).toLocaleString('en')} units</Trans> : '–'}</dd>
        <dt>
          <Trans>Billed cost</Trans>
        </dt>
        <dd>
          <TokenAmount amount={job.result?.cost} token={job.token} />
        </dd>
        <dt>
          <Trans>Exit code</Trans>
        </dt>
        <dd>{job.result?.exitCode ?? '–'}</dd>
        <dt>
          <Trans>Buyer</Trans>
        </dt>
        <dd>
          <code title={job.buyer}>{shortHex(job.buyer)}</code>
        </dd>
        <dt>
          <Trans>Node</Trans>
        </dt>
        <dd>{job.nodeId ? <code>{shortHex(job.nodeId)}</code> : '–'}</dd>
      </dl>
      <details className={styles.spec}>
        <summary>
          <Trans>Specification, as the task on chain binds it</Trans>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
        <pre tabIndex={0}>{JSON.stringify(job.spec, null, 2)}</pre>
      </details>
    </Panel>
  )
}
