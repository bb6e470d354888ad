import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { WithdrawButton } from '../../session/WithdrawButton.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './VotePanel.module.css'

/** What the wallet got for its vote in a decided case, and the way to take it. */
export function OwnReward({ taskId, session }: { taskId: string; session: Session }) {
  const { arbitrator, address } = session
  const query = useQuery({
    queryKey: ['mine', address, 'arbitration', 'reward', taskId],
    queryFn: async ({ signal }) => {
      const reward = (await arbitrator.rewards({ signal })).find((one) => one.taskId === taskId) ?? null
      return { reward, owed: reward ? await arbitrator.owed(reward.token) : 0n }
    },
    refetchInterval: 5_000,
  })
  return (
    <Panel title={<Trans>Your reward</Trans>}>
      <Loaded query={query} skeleton={<Skeleton lines={2} />}>
        {({ reward, owed }) =>
          reward ? (
            <div className={styles.parts}>
              <p>
                <strong>
                  <TokenAmount amount={reward.amount} token={reward.token} />
                </strong>
              </p>
              {owed > 0n ? (
                <>
                  <p className={styles.note}>
                    <Trans>
                      The escrow owes this wallet <TokenAmount amount={owed} token={reward.token} />, this reward
                      included.
                    </Trans>
                  </p>
                  <WithdrawButton session={session} token={reward.token} owed={owed} look="primary">
                    <Trans>Claim</Trans>
                  </WithdrawButton>
                </>
              ) : (
                <p className={styles.note}>
                  <Trans>It is in your wallet.</Trans>
                </p>
              )}
            </div>
          ) : (
            <p className={styles.note}>
              <Trans>
                None so far. Votes for the side that won are rewarded, once the chain's index has the ruling.
              </Trans>
            </p>
          )
        }
      </Loaded>
    </Panel>
  )
}
