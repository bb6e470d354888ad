import './loadTexts.js'
import { Trans } from '@lingui/react/macro'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Hex } from 'viem'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { Badge } from '../../ui/Badge.js'
import { Empty } from '../../ui/Empty.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Page } from '../../ui/Page.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { ActivationPanel } from './ActivationPanel.js'
import { AsksPanel } from './AsksPanel.js'
import { AvailabilitySwitch } from './AvailabilitySwitch.js'
import { BondPanel } from './BondPanel.js'
import { EarningsPanel } from './EarningsPanel.js'
import { NodeHistory } from './NodeHistory.js'
import styles from './NodePage.module.css'
import { NODE_STATE } from './nodeWords.js'
import { StakePanel } from './StakePanel.js'
import { TrustLine } from './TrustLine.js'
import { useMinimumStake } from './useMinimumStake.js'
import { type NodeView, useNode } from './useNode.js'
import { WordBadge } from './WordBadge.js'

const route = getRouteApi('/provider/nodes/$nodeId')

/** One node of the wallet: what it earns, does and has done. */
export function NodePage() {
  const { nodeId } = route.useParams()
  return (
    <NeedsWallet title={<Trans>Node</Trans>}>
      {(session) => <NodeOfWallet session={session} nodeId={nodeId} />}
    </NeedsWallet>
  )
}

function NodeOfWallet({ session, nodeId }: { session: Session; nodeId: string }) {
  const node = useNode(session, nodeId)
  if (node.data === undefined) {
    return (
      <Page title={<Trans>Node</Trans>}>
        <Loaded query={node} skeleton={<Skeleton lines={17} />}>
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return (
    <Loaded query={node} skeleton={null}>
      {(found) =>
        found && found.provider.id.toLowerCase() === session.address.toLowerCase() ? (
          <Shown node={found} session={session} />
        ) : (
          <Page title={<Trans>Node</Trans>}>
            <Empty
              title={found ? <Trans>This node is another wallet's</Trans> : <Trans>The chain knows no such node</Trans>}
              action={
                <Link to="/provider">
                  <Trans>Go to your nodes</Trans>
                </Link>
              }
            />
          </Page>
        )
      }
    </Loaded>
  )
}

function Shown({ node, session }: { node: NodeView; session: Session }) {
  const minimumStake = useMinimumStake(session)
  const { typeEvidence: evidence } = node
  return (
    <Page
      title={
        <span className={styles.title}>
          {node.name ?? node.id} <WordBadge word={NODE_STATE[node.state]} />
          {node.online ? (
            <Badge tone="good">
              <Trans>online</Trans>
            </Badge>
          ) : (
            <Badge tone="warn">
              <Trans>offline</Trans>
            </Badge>
          )}
        </span>
      }
      actions={<AvailabilitySwitch node={node} session={session} />}
    >
      <p className={styles.id}>
        <Link to="/provider">
          <Trans>Provider</Trans>
        </Link>{' '}
        / <code>{node.id}</code>
      </p>
      {node.pausedReason && node.availability !== 'AVAILABLE' && (
        <Notice tone="warn" title={<Trans>Paused</Trans>}>
          {node.pausedReason}
        </Notice>
      )}
      <Panel>
        <Figures
          items={[
            {
              name: <Trans>Machine</Trans>,
              value: `${node.units} × ${node.resourceType} · ${node.region}`,
            },
            { name: <Trans>Tier</Trans>, value: node.tier.toLowerCase() },
            { name: <Trans>Reputation</Trans>, value: `${(node.reputation / 100).toFixed(1)} / 100` },
            {
              name: <Trans>Online lately</Trans>,
              value: node.uptimeBps === null ? '–' : `${(node.uptimeBps / 100).toFixed(2)} %`,
            },
            {
              name: <Trans>Tasks paid / failed</Trans>,
              value: `${node.tasksCompleted} / ${node.tasksFailed}`,
            },
            {
              name: <Trans>Proofs passed / failed</Trans>,
              value: `${node.powPasses} / ${node.powFailures}`,
            },
            {
              name: <Trans>Its type is shown by</Trans>,
              value: evidence ? (
                <span title={evidence.statement ?? undefined}>
                  {evidence.method === 'PROOF_OF_WORK' ? <Trans>its proofs of work</Trans> : <Trans>an audit</Trans>}
                  {evidence.expiresAt && (
                    <>
                      {' '}
                      <Trans>until {formatMoment(evidence.expiresAt)}</Trans>
                    </>
                  )}
                </span>
              ) : (
                <Trans>nothing yet: it gets no jobs</Trans>
              ),
            },
            { name: <Trans>Slashed so far</Trans>, value: <TokenAmount amount={node.slashed} token="AIIGO" /> },
            { name: <Trans>Trust</Trans>, value: <TrustLine node={node} minimumStake={minimumStake} /> },
          ]}
        />
      </Panel>
      <ActivationPanel node={node} session={session} minimumStake={minimumStake} />
      <EarningsPanel session={session} nodeId={node.id as Hex} />
      <StakePanel session={session} nodeId={node.id} />
      <BondPanel node={node} session={session} />
      <AsksPanel node={node} />
      <NodeHistory node={node} />
    </Page>
  )
}
