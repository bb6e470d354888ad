import { Trans, useLingui } from '@lingui/react/macro'
import { shortHex } from '../../format/shortHex.js'
import { formatClock } from '../../format/time.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'
import { attemptWords } from './attemptWords.js'
import type { JobView } from './useJob.js'

/** The nodes that were asked, and how each ended. */
export function AttemptsPanel({ view: { job } }: { view: JobView }) {
  const { t } = useLingui()
  if (job.attemptList.length === 0) return null
  return (
    <Panel flush title={<Trans>Nodes that were asked</Trans>}>
      <Table
        caption={t`Offers and attempts of this job`}
        head={[t`Node`, t`Outcome`, t`Score`, t`Asked`, t`Why`]}
        figures={[2]}
        rows={job.attemptList.map(({ id, nodeId, nodeName, state, score, offeredAt, reason }) => ({
          key: id,
          cells: [
            <code key="node" title={nodeId}>
              {nodeName ?? shortHex(nodeId)}
            </code>,
            attemptWords(state),
            totalOf(score),
            formatClock(offeredAt),
            reason ?? '–',
          ],
        }))}
      />
    </Panel>
  )
}

/** The total of a score, 0 to 1; it is stored in millionths. */
function totalOf(score: unknown): string {
  const { total } = (score ?? {}) as { total?: unknown }
  return typeof total === 'number' ? (total / 1_000_000).toFixed(3) : '–'
}
