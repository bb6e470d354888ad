import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Session } from '../../session/openSession.js'
import { Amount } from '../../ui/Amount.js'
import { Button } from '../../ui/Button.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'

/** Money in the wallet and in the escrow, by token. What the escrow owes is taken out here. */
export function BalancesPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const queryClient = useQueryClient()
  const { buyer, connection, address } = session
  const queryKey = ['mine', address, 'balances']
  const balances = useQuery({
    queryKey,
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
  const withdraw = useMutation({
    mutationFn: (token: string) => buyer.withdraw(token as Address),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  })
  return (
    <Panel flush title={<Trans>Balances</Trans>} aside={<code>{address}</code>}>
      {withdraw.error && <ErrorNotice error={withdraw.error} />}
      <Loaded query={balances} skeleton={<Skeleton height="8rem" />}>
        {(rows) => (
          <Table
            caption={t`Balances by token`}
            head={[t`Token`, t`In the wallet`, t`In the escrow`, t`Action`]}
            figures={[1, 2, 3]}
            rows={rows.map(({ symbol, decimals, address: token, wallet, escrow }) => ({
              key: token,
              cells: [
                <strong key="token">{symbol}</strong>,
                <Amount key="wallet" amount={wallet} decimals={decimals} symbol={symbol} />,
                <Amount key="escrow" amount={escrow} decimals={decimals} symbol={symbol} />,
                <Button
                  key="withdraw"
                  disabled={escrow === 0n}
                  busy={withdraw.isPending && withdraw.variables === token}
                  onClick={() => withdraw.mutate(token)}
                >
                  <Trans>Take it out</Trans>
                </Button>,
              ],
            }))}
          />
        )}
      </Loaded>
    </Panel>
  )
}
