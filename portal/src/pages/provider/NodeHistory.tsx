import { bytes32ToJobId } from '@aiigo/domain'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { shortHex } from '../../format/shortHex.js'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { Empty } from '../../ui/Empty.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'
import { BenchmarkTable } from './BenchmarkTable.js'
import { CHALLENGE_STATE, PENALTY_REASON, STAKE_MOVEMENT, TASK_STATE } from './nodeWords.js'
import type { NodeView } from './useNode.js'
import { WordBadge } from './WordBadge.js'

const moment = (seconds: string): string => formatMoment(new Date(Number(seconds) * 1_000).toISOString())

/** Tasks, proofs of work and penalties, from the chain's events. */
export function NodeHistory({ node }: { node: NodeView }) {
  const { t } = useLingui()
  return (
    <>
      <Panel flush title={<Trans>Tasks</Trans>} aside={<Trans>the newest first</Trans>}>
        {node.tasks.length === 0 ? (
          <Empty title={<Trans>No task yet</Trans>} />
        ) : (
          <Table
            caption={t`Tasks of this node`}
            head={[t`Task`, t`State`, t`Attempt`, t`Usage`, t`Cost`, t`Pay`, t`Changed`]}
            figures={[2, 3, 4, 5]}
            rows={node.tasks.map((task) => ({
              key: task.id,
              cells: [
                <code key="id" title={task.id}>
                  {shortHex(task.id)}
                </code>,
                task.state === 'DISPUTED' || task.state === 'RESOLVED' ? (
                  <Link key="state" to="/provider/disputes/$jobId" params={{ jobId: bytes32ToJobId(task.jobId).jobId }}>
                    <WordBadge word={TASK_STATE[task.state]} />
                  </Link>
                ) : (
                  <WordBadge key="state" word={TASK_STATE[task.state]} />
                ),
                task.attempt,
                task.usage ?? '–',
                <TokenAmount key="cost" amount={task.cost} token={task.token} />,
                <TokenAmount key="pay" amount={task.providerAmount} token={task.token} />,
                moment(task.updatedAt),
              ],
            }))}
          />
        )}
      </Panel>
      <Panel flush title={<Trans>Proofs of work</Trans>} aside={<Trans>the newest first</Trans>}>
        {node.challenges.length === 0 ? (
          <Empty title={<Trans>No challenge yet</Trans>}>
            <Trans>The platform challenges a node soon after its registration, and at random times later.</Trans>
          </Empty>
        ) : (
          <Table
            caption={t`Challenges of this node`}
            head={[t`Issued`, t`State`, t`Nonces`, t`Took`, t`Hashes a second`]}
            figures={[2, 3, 4]}
            rows={node.challenges.map((challenge) => ({
              key: challenge.id,
              cells: [
                moment(challenge.issuedAt),
                <WordBadge key="state" word={CHALLENGE_STATE[challenge.state]} />,
                challenge.nonceCount,
                challenge.elapsedSeconds == null ? '–' : t`${challenge.elapsedSeconds} s`,
                challenge.hashesPerSecond == null ? '–' : Number(challenge.hashesPerSecond).toLocaleString('en'),
              ],
            }))}
          />
        )}
      </Panel>
      <Panel flush title={<Trans>Benchmark</Trans>} aside={<Trans>the last one that was checked</Trans>}>
        <BenchmarkTable benchmark={node.benchmark} />
      </Panel>
      <Panel flush title={<Trans>Movements of the stake</Trans>} aside={<Trans>the newest first</Trans>}>
        {node.stakeMovements.length === 0 ? (
          <Empty title={<Trans>No movement yet</Trans>} />
        ) : (
          <Table
            caption={t`Movements of this node's stake`}
            head={[t`When`, t`What`, t`Amount`, t`Transaction`]}
            figures={[2]}
            rows={node.stakeMovements.map((movement) => ({
              key: movement.id,
              cells: [
                moment(movement.timestamp),
                t(STAKE_MOVEMENT[movement.kind]),
                <TokenAmount key="amount" amount={movement.amount} token="AIIGO" />,
                <code key="transaction" title={movement.transaction}>
                  {shortHex(movement.transaction)}
                </code>,
              ],
            }))}
          />
        )}
      </Panel>
      <Panel
        flush
        title={<Trans>Penalties</Trans>}
        aside={
          node.penalties.length > 0 && <Plural value={node.penalties.length} one="# penalty" other="# penalties" />
        }
      >
        {node.penalties.length === 0 ? (
          <Empty title={<Trans>No penalty</Trans>}>
            <Trans>Timeouts, failed proofs and lost disputes cost reputation, and above a task's limit stake.</Trans>
          </Empty>
        ) : (
          <Table
            caption={t`Penalties of this node`}
            head={[t`When`, t`Reason`, t`For`, t`Transaction`]}
            rows={node.penalties.map((penalty) => ({
              key: penalty.id,
              cells: [
                moment(penalty.timestamp),
                t(PENALTY_REASON[penalty.reason]),
                <code key="for" title={penalty.refId}>
                  {shortHex(penalty.refId)}
                </code>,
                <code key="transaction" title={penalty.transaction}>
                  {shortHex(penalty.transaction)}
                </code>,
              ],
            }))}
          />
        )}
      </Panel>
    </>
  )
}
