import { Plural, Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Hex } from 'viem'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { useTransaction } from '../../session/useTransaction.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import styles from './ActivationPanel.module.css'
import type { NodeView } from './useNode.js'

interface ActivationPanelProps {
  node: NodeView
  session: Session
  /** AIIGO base units; null until the chain has answered. */
  minimumStake: bigint | null
}

/** Whether the chain lets the node have jobs: both ways, and the reason where one is closed. */
export function ActivationPanel({ node, session, minimumStake }: ActivationPanelProps) {
  const queryClient = useQueryClient()
  const { provider } = session
  const id = node.id as Hex
  const renew = () => queryClient.invalidateQueries({ queryKey: ['mine', session.address] })
  const activate = useTransaction<void>(session, (_, options) => provider.activate(id, options), renew)
  const deactivate = useTransaction<void>(session, (_, options) => provider.deactivate(id, options), renew)
  const missing = minimumStake === null ? 0n : minimumStake - BigInt(node.activeStake)
  const isOff = node.state === 'VERIFIED' || node.state === 'INACTIVE'
  const busy = activate.busy || deactivate.busy
  return (
    <Panel title={<Trans>Activation</Trans>} aside={<Trans>on chain, by the node's owner</Trans>}>
      <div className={styles.parts}>
        <Standing node={node} missing={missing} />
        <div className={styles.buttons}>
          <TransactionButton
            transaction={activate}
            disabled={!isOff || node.banned || missing > 0n || busy}
            onSend={() => activate.send()}
          >
            <Trans>Activate</Trans>
          </TransactionButton>
          <TransactionButton
            transaction={deactivate}
            look="plain"
            disabled={node.state !== 'ACTIVE' || busy}
            onSend={() => deactivate.send()}
          >
            <Trans>Deactivate</Trans>
          </TransactionButton>
        </div>
        <p className={styles.hint}>
          <Trans>
            Each is a transaction that costs gas alone. A running agent leaves a deactivated node alone; an agent that
            starts activates its node. For a pause the switch above is enough, and costs nothing.
          </Trans>
        </p>
      </div>
    </Panel>
  )
}

/** @param missing stake for the minimum, AIIGO base units; 0 or less when there is enough */
function Standing({ node, missing }: { node: NodeView; missing: bigint }) {
  if (node.banned) {
    return (
      <Reason title={<Trans>The provider is banned for good</Trans>}>
        <Trans>After misuse or a data breach none of its nodes is activated again.</Trans>
      </Reason>
    )
  }
  if (node.state === 'PENDING') {
    return (
      <Reason title={<Trans>It waits for its first proof of work</Trans>}>
        <Trans>The platform sends the challenge, and the running agent answers it. Then it can be activated.</Trans>
      </Reason>
    )
  }
  if (node.state === 'REJECTED') {
    return (
      <Reason title={<Trans>The platform's operator has rejected the node</Trans>}>
        <Trans>It cannot be activated. Its stake can be unbonded below.</Trans>
      </Reason>
    )
  }
  if (node.state === 'SLASHED' || (node.state !== 'ACTIVE' && missing > 0n)) {
    return (
      <Reason title={<Trans>The stake is too small</Trans>}>
        {missing > 0n && (
          <Trans>
            Stake <TokenAmount amount={missing} token="AIIGO" /> more below to activate the node.
          </Trans>
        )}
      </Reason>
    )
  }
  if (node.state === 'ACTIVE') {
    return (
      <Notice tone="good" title={<Trans>The node is active</Trans>}>
        <Trans>Deactivated, it gets no new jobs.</Trans>{' '}
        {node.openAssignments > 0 && (
          <Plural
            value={node.openAssignments}
            one="The job that it has goes on and is paid."
            other="The # jobs that it has go on and are paid."
          />
        )}
      </Notice>
    )
  }
  return (
    <Notice tone="info" title={<Trans>The node is not active</Trans>}>
      {node.online ? (
        <Trans>Activated, it gets jobs within seconds: its agent runs.</Trans>
      ) : (
        <Trans>Activated, it gets jobs as soon as its agent runs.</Trans>
      )}
    </Notice>
  )
}

function Reason({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Notice tone="warn" title={title}>
      {children}
    </Notice>
  )
}
