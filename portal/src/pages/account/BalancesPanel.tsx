import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { TokenAmount } from '../../market/TokenAmount.js'
import { LocalFaucet } from '../../session/LocalFaucet.js'
import type { Session } from '../../session/openSession.js'
import { WithdrawButton } from '../../session/WithdrawButton.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import styles from './BalancesPanel.module.css'
import { DepositForm } from './DepositForm.js'

/** Money in the wallet and in the escrow, by token. It is put into the escrow and taken out here. */
export function BalancesPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const { buyer, connection, address } = session
  const balances = useQuery({
    queryKey: ['mine', address, 'balances'],
    queryFn: () =>
      Promise.all(
        connection.paymentTokens.map(async (token) => {
          const [wallet, escrow] = await Promise.all([
            buyer.balance(token.address as Address),
            buyer.owed(token.address as Address),
          ])
          return { ...token, wallet, escrow }
        }),
      ),
    refetchInterval: 10_000,
  })
  return (
    <Panel flush title={<Trans>Balances</Trans>} aside={<code>{address}</code>}>
      <Loaded query={balances} skeleton={<TableSkeleton rows={2} columns={4} />}>
        {(rows) => (
          <Table
            caption={t`Balances by token`}
            head={[t`Token`, t`In the wallet`, t`In the escrow`, t`Action`]}
            figures={[1, 2, 3]}
            rows={rows.map(({ symbol, address: token, wallet, escrow }) => ({
              key: token,
              cells: [
                <strong key="token">{symbol}</strong>,
                <TokenAmount key="wallet" amount={wallet} token={symbol} />,
                <TokenAmount key="escrow" amount={escrow} token={symbol} />,
                <WithdrawButton
                  key="withdraw"
                  session={session}
                  token={token as Address}
                  owed={escrow}
                  aria-label={t`Take it out: ${symbol}`}
                >
                  <Trans>Take it out</Trans>
                </WithdrawButton>,
              ],
            }))}
          />
        )}
      </Loaded>
      {balances.data && (
        <div className={styles.deposit}>
          <DepositForm session={session} tokens={balances.data} />
        </div>
      )}
      <div className={styles.below}>
        <LocalFaucet session={session} tokens={['ETH', 'USDC', 'AIIGO']} />
      </div>
    </Panel>
  )
}
