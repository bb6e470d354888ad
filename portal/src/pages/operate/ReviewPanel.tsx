import { NodesToReviewDocument, type NodesToReviewQuery } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { shortHex } from '../../format/shortHex.js'
import { formatDay } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { Badge } from '../../ui/Badge.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { AuditDialog } from './AuditDialog.js'
import { REASON } from './operateWords.js'
import styles from './ReviewPanel.module.css'
import { useOperatorQuery, useOperatorTransaction } from './useOperatorQuery.js'

export type NodeToReview = NodesToReviewQuery['nodesToReview'][number]

const SHOWN = 50

/** Nodes that wait for the operator, each with its reason and what can be done about it. */
export function ReviewPanel({ session }: { session: Session }) {
  const query = useOperatorQuery(
    session,
    ['reviews'],
    async (client, options) => (await client.execute(NodesToReviewDocument, { first: SHOWN }, options)).nodesToReview,
  )
  return (
    <Panel flush title={<Trans>Nodes to review</Trans>} aside={query.data?.length}>
      <Loaded query={query} skeleton={<Skeleton lines={5} />}>
        {(reviews) =>
          reviews.length === 0 ? (
            <Empty title={<Trans>No node waits for you</Trans>}>
              <Trans>New nodes, nodes whose type only an audit shows, and nodes that fail too often appear here.</Trans>
            </Empty>
          ) : (
            <ul>
              {reviews.map((review) => (
                <Review key={`${review.reason} ${review.node.id}`} review={review} session={session} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

function Review({ review, session }: { review: NodeToReview; session: Session }) {
  const { t } = useLingui()
  const { reason, node } = review
  const name = node.name ?? node.id
  return (
    <li className={styles.node} aria-label={name}>
      <div className={styles.who}>
        <h3>
          {name} <Badge tone={REASON[reason].tone}>{t(REASON[reason].title)}</Badge>
        </h3>
        <p className={styles.quiet}>
          <code title={node.id}>{shortHex(node.id)}</code> <Trans>of</Trans>{' '}
          <code title={node.provider.id}>{shortHex(node.provider.id)}</code>
        </p>
        <p className={styles.quiet}>
          {node.units} × {node.resourceType} · {node.region} · {node.tier.toLowerCase()} · {node.state.toLowerCase()} ·{' '}
          {node.online ? t`online` : t`offline`}
        </p>
        <p className={styles.quiet}>
          <Trans>
            Stake <TokenAmount amount={node.activeStake} token="AIIGO" />, tasks {node.tasksCompleted} done and{' '}
            {node.tasksFailed} failed, proofs {node.powPasses} passed and {node.powFailures} failed
          </Trans>
        </p>
        <Hardware spec={node.spec} />
        <Audit evidence={node.typeEvidence} />
      </div>
      <div className={styles.actions}>
        {(reason === 'AUDIT_MISSING' || reason === 'AUDIT_ENDS') && <AuditDialog review={review} session={session} />}
        {reason === 'UNDER_REVIEW' && <EndReview review={review} session={session} />}
        {(node.state === 'PENDING' || node.state === 'VERIFIED') && <Reject review={review} session={session} />}
      </div>
    </li>
  )
}

/** What the provider says of the device. */
function Hardware({ spec }: { spec: unknown }) {
  const { hardware } = (spec ?? {}) as { hardware?: object }
  if (!hardware) return null
  const parts = Object.entries(hardware).map(([name, value]) => `${name} ${String(value)}`)
  return <p className={styles.quiet}>{parts.join(' · ')}</p>
}

/** The operator's word that stands for the node's type. */
function Audit({ evidence }: { evidence: NodeToReview['node']['typeEvidence'] }) {
  if (!evidence?.expiresAt) return null
  return (
    <p className={styles.quiet}>
      <Trans>
        Audited until {formatDay(evidence.expiresAt)}: {evidence.statement}
      </Trans>
    </p>
  )
}

interface ReviewActionProps {
  review: NodeToReview
  session: Session
}

function EndReview({ review: { node }, session }: ReviewActionProps) {
  const transaction = useOperatorTransaction(session, (options) => session.operator.closeReview(node.id, options))
  return (
    <TransactionButton transaction={transaction} look="plain" onSend={() => transaction.send()}>
      <Trans>End the review</Trans>
    </TransactionButton>
  )
}

function Reject({ review: { node }, session }: ReviewActionProps) {
  const transaction = useOperatorTransaction(session, (options) => session.operator.reject(node.id, options))
  return (
    <TransactionButton transaction={transaction} look="danger" onSend={() => transaction.send()}>
      <Trans>Reject for good</Trans>
    </TransactionButton>
  )
}
