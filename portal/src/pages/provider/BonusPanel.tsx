import { BonusesDocument, type BonusesQuery } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { formatDay } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { useTransaction } from '../../session/useTransaction.js'
import { Badge } from '../../ui/Badge.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'

type Bonus = BonusesQuery['bonusProofs'][number]

/** The wallet's bonuses by week, and the claim of each. */
export function BonusPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const bonuses = useQuery({
    queryKey: ['mine', session.address, 'bonuses'],
    queryFn: ({ signal }) =>
      session.connection.client.execute(BonusesDocument, { provider: session.address, first: 26 }, { signal }),
    refetchInterval: 60_000,
  })
  return (
    <Panel flush title={<Trans>Bonuses</Trans>} aside={<Trans>by week, paid in AIIGO</Trans>}>
      <Loaded query={bonuses} skeleton={<TableSkeleton rows={2} columns={6} />}>
        {({ bonusProofs, bonusClaims }) => {
          if (bonusProofs.length === 0) {
            return (
              <Empty title={<Trans>No bonus yet</Trans>}>
                <Trans>
                  Each week's budget goes to settled work, uptime and referrals. Claims open two days after it is
                  posted.
                </Trans>
              </Empty>
            )
          }
          const claimed = new Set(bonusClaims.map(({ epoch }) => Number(BigInt(epoch.id))))
          return (
            <Table
              caption={t`Bonuses by week`}
              head={[t`Week from`, t`Work`, t`Uptime`, t`Referrals`, t`Sum`, t`Claim`]}
              figures={[1, 2, 3, 4]}
              rows={bonusProofs.map((bonus) => ({
                key: String(bonus.epoch),
                cells: [
                  formatDay(bonus.startsAt),
                  <TokenAmount key="performance" amount={bonus.performance} token="AIIGO" />,
                  <TokenAmount key="uptime" amount={bonus.uptime} token="AIIGO" />,
                  <TokenAmount key="referral" amount={bonus.referral} token="AIIGO" />,
                  <TokenAmount key="amount" amount={bonus.amount} token="AIIGO" />,
                  claimed.has(bonus.epoch) ? (
                    <Badge key="claimed" tone="good">{t`claimed`}</Badge>
                  ) : (
                    <Claim key="claim" bonus={bonus} session={session} />
                  ),
                ],
              }))}
            />
          )
        }}
      </Loaded>
    </Panel>
  )
}

function Claim({ bonus, session }: { bonus: Bonus; session: Session }) {
  const queryClient = useQueryClient()
  const claim = useTransaction<void>(
    session,
    (_, options) =>
      session.provider.claimBonus({ ...bonus, amount: BigInt(bonus.amount), proof: bonus.proof as Hex[] }, options),
    () => queryClient.invalidateQueries({ queryKey: ['mine', session.address] }),
  )
  return (
    <TransactionButton transaction={claim} look="plain" onSend={() => claim.send()}>
      <Trans>Claim</Trans>
    </TransactionButton>
  )
}
