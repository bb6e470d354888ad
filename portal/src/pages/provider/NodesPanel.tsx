import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { formatMoment } from '../../format/time.js'
import type { Session } from '../../session/openSession.js'
import { Badge } from '../../ui/Badge.js'
import { Button } from '../../ui/Button.js'
import { Empty } from '../../ui/Empty.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { AvailabilitySwitch } from './AvailabilitySwitch.js'
import styles from './NodesPanel.module.css'
import { NODE_STATE, TASK_STATE } from './nodeWords.js'
import { TrustLine } from './TrustLine.js'
import { useMinimumStake } from './useMinimumStake.js'
import { type ShownNode, useNodes } from './useNodes.js'
import { WordBadge } from './WordBadge.js'

/** The wallet's nodes, live, each with its switch. */
export function NodesPanel({ session }: { session: Session }) {
  const nodes = useNodes(session)
  const minimumStake = useMinimumStake(session)
  const rows = nodes.data?.pages.flat() ?? []
  const free = rows.filter(({ availability, online }) => availability === 'AVAILABLE' && online).length
  return (
    <Panel
      flush
      title={<Trans>Your nodes</Trans>}
      aside={
        rows.length > 0 && (
          <Trans>
            {free} of {rows.length} take jobs
          </Trans>
        )
      }
    >
      {!nodes.data && (nodes.error ? <ErrorNotice error={nodes.error} /> : <Skeleton lines={7} />)}
      {nodes.data && nodes.error && <ErrorNotice error={nodes.error} stale />}
      {nodes.data && rows.length === 0 && (
        <Empty
          title={<Trans>This wallet has no node yet</Trans>}
          action={
            <a href="#machine">
              <Trans>Add a machine</Trans>
            </a>
          }
        >
          <Trans>A node shows here as soon as its registration is in a block.</Trans>
        </Empty>
      )}
      <ul>
        {rows.map((node) => (
          <NodeRow key={node.id} node={node} session={session} minimumStake={minimumStake} />
        ))}
      </ul>
      {nodes.hasNextPage && (
        <Button onClick={() => void nodes.fetchNextPage()} busy={nodes.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Panel>
  )
}

interface NodeRowProps {
  node: ShownNode
  session: Session
  minimumStake: bigint | null
}

function NodeRow({ node, session, minimumStake }: NodeRowProps) {
  const { t } = useLingui()
  const busy = node.tasks.reduce((sum, { state, units }) => (state === 'ASSIGNED' ? sum + units : sum), 0)
  const name = node.name ?? node.id
  return (
    <li className={styles.node}>
      <div className={styles.who}>
        <h3>
          <Link to="/provider/nodes/$nodeId" params={{ nodeId: node.id }}>
            {name}
          </Link>
        </h3>
        <p className={styles.badges}>
          <WordBadge word={NODE_STATE[node.state]} />
          {node.online ? <Badge tone="good">{t`online`}</Badge> : <Badge tone="warn">{t`offline`}</Badge>}
          {node.banned && <Badge tone="bad">{t`banned`}</Badge>}
        </p>
        <p className={styles.quiet}>
          {node.units} × {node.resourceType} · {node.region} · {node.tier.toLowerCase()}
        </p>
      </div>
      <div>
        <p className={styles.label}>
          <Trans>Busy now</Trans>
        </p>
        <p>
          <Trans>
            {busy} of {node.units} units
          </Trans>
        </p>
        <meter
          className={styles.meter}
          min={0}
          max={node.units}
          value={busy}
          aria-label={t`Units of ${name} at work`}
        />
        {node.tasks.map((task) => (
          <p key={task.id} className={styles.task}>
            <WordBadge word={TASK_STATE[task.state]} />{' '}
            {task.state === 'ASSIGNED' && task.dueAt != null && (
              <Trans>until {formatMoment(new Date(Number(task.dueAt) * 1_000).toISOString())}</Trans>
            )}
          </p>
        ))}
      </div>
      <div>
        <p className={styles.label}>
          <Trans>Trust</Trans>
        </p>
        <TrustLine node={node} minimumStake={minimumStake} />
      </div>
      <div className={styles.switch}>
        <AvailabilitySwitch node={node} session={session} />
      </div>
      {node.pausedReason && node.availability !== 'AVAILABLE' && (
        <div className={styles.notice}>
          <Notice tone="warn" title={<Trans>Paused</Trans>}>
            {node.pausedReason}
          </Notice>
        </div>
      )}
      {!node.typeEvidence && (
        <div className={styles.notice}>
          <Notice tone="warn" title={<Trans>Nothing shows its type yet</Trans>}>
            <Trans>It gets no jobs before a proof of work, or the operator's audit for types other than CPU.</Trans>
          </Notice>
        </div>
      )}
    </li>
  )
}
