import type { ArbitratorReward } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { WithdrawButton } from '../../session/WithdrawButton.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'

interface RewardsPanelProps {
  session: Session
  rewards: readonly ArbitratorReward[]
}

/** What the wallet earned by its votes, by token, and what of the escrow's credit can be taken out. */
export function RewardsPanel({ session, rewards }: RewardsPanelProps) {
  const { t } = useLingui()
  const { arbitrator, connection, address } = session
  const tokens = connection.paymentTokens
  const owed = useQuery({
    queryKey: ['mine', address, 'arbitration', 'owed'],
    queryFn: () => Promise.all(tokens.map(({ address: token }) => arbitrator.owed(token as Address))),
    refetchInterval: 10_000,
  })
  const earned = (token: string): bigint =>
    rewards
      .filter((reward) => reward.token.toLowerCase() === token.toLowerCase())
      .reduce((sum, { amount }) => sum + amount, 0n)
  return (
    <Panel flush title={<Trans>Rewards</Trans>}>
      <Loaded query={owed} skeleton={<TableSkeleton rows={2} columns={4} />}>
        {(amounts) => (
          <Table
            caption={t`Rewards by token`}
            head={[t`Token`, t`Earned by votes`, t`In the escrow`, t`Action`]}
            figures={[1, 2, 3]}
            rows={tokens.map(({ symbol, address: token }, index) => ({
              key: token,
              cells: [
                <strong key="token">{symbol}</strong>,
                <TokenAmount key="earned" amount={earned(token)} token={symbol} />,
                <TokenAmount key="owed" amount={amounts[index]} token={symbol} />,
                <WithdrawButton
                  key="claim"
                  session={session}
                  token={token as Address}
                  owed={amounts[index] ?? 0n}
                  aria-label={t`Claim ${symbol}`}
                >
                  <Trans>Claim</Trans>
                </WithdrawButton>,
              ],
            }))}
          />
        )}
      </Loaded>
    </Panel>
  )
}
