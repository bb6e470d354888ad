import { WalletStepsDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { TokenAmount } from '../market/TokenAmount.js'
import type { Session } from '../session/openSession.js'
import { Badge } from '../ui/Badge.js'
import { Countdown } from '../ui/Countdown.js'
import { Empty } from '../ui/Empty.js'
import { Loaded } from '../ui/Loaded.js'
import { Panel } from '../ui/Panel.js'
import { Skeleton } from '../ui/Skeleton.js'
import { MissingTrust } from './MissingTrust.js'
import { StepLink } from './StepLink.js'
import styles from './StepsPanel.module.css'
import { ACTION, PAYOUT, ROLE } from './stepWords.js'

/** Nodes whose next trust level is shown; the provider's page has them all. */
const SHOWN_NODES = 3

/** What the wallet can do next: what waits for it, money to take out, and the next trust levels of its nodes. */
export function StepsPanel({ session }: { session: Session }) {
  const { i18n } = useLingui()
  const steps = useQuery({
    queryKey: ['mine', session.address, 'steps'],
    queryFn: async ({ signal }) =>
      (await session.connection.client.execute(WalletStepsDocument, {}, { signal })).walletSteps,
    refetchInterval: 15_000,
  })
  const roles = steps.data?.roles ?? []
  return (
    <Panel
      title={<Trans>What you can do next</Trans>}
      aside={roles.map((role) => <Badge key={role}>{i18n._(ROLE[role])}</Badge>)}
    >
      <Loaded query={steps} skeleton={<Skeleton lines={4} />}>
        {({ payouts, actions, nodes }) => {
          const rising = nodes.flatMap(({ next, ...node }) => (next ? [{ ...node, next }] : [])).slice(0, SHOWN_NODES)
          if (payouts.length + actions.length + rising.length === 0) {
            return (
              <Empty title={<Trans>Nothing waits for this wallet</Trans>}>
                <Trans>Deadlines, money to take out, and the next trust levels of nodes show here.</Trans>
              </Empty>
            )
          }
          return (
            <ul className={styles.steps}>
              {actions.map((action) => (
                <li key={[action.kind, action.jobId, action.nodeId, action.proposalId, action.lockId].join()}>
                  <span>
                    <StepLink step={action}>{i18n._(ACTION[action.kind])}</StepLink>
                    {action.name && <span className={styles.muted}> {action.name}</span>}
                  </span>
                  {action.until && (
                    <span className={styles.muted}>
                      <Countdown to={action.until} />
                    </span>
                  )}
                </li>
              ))}
              {payouts.map((payout) => (
                <li
                  key={[payout.kind, payout.token, payout.contract, payout.nodeId, payout.lockId, payout.epoch].join()}
                >
                  <StepLink step={payout}>{i18n._(PAYOUT[payout.kind])}</StepLink>
                  <TokenAmount amount={payout.amount} token={payout.symbol} />
                </li>
              ))}
              {rising.map((node) => (
                <li key={node.nodeId}>
                  <span>
                    <StepLink step={{ kind: 'NODE', nodeId: node.nodeId }}>{node.name}</StepLink>
                    <span className={styles.muted}> {node.trustLevel}</span>
                  </span>
                  <div>
                    <MissingTrust
                      next={{ ...node.next, stake: BigInt(node.next.stake), bond: node.next.bond !== null }}
                    />
                  </div>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Panel>
  )
}
