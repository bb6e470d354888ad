import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Address } from 'viem'
import type { Session } from './openSession.js'
import { TransactionButton } from './TransactionButton.js'
import { useTransaction } from './useTransaction.js'

interface WithdrawButtonProps {
  session: Session
  token: Address
  /** The wallet's balance in the escrow, base units. */
  owed: bigint
  look?: 'primary' | 'plain'
  'aria-label'?: string
  children: ReactNode
}

/** Takes everything of a token that the escrow owes the wallet. */
export function WithdrawButton({ session, token, owed, look = 'plain', children, ...rest }: WithdrawButtonProps) {
  const queryClient = useQueryClient()
  const withdrawal = useTransaction(
    session,
    async (_: undefined, options) => (await session.buyer.withdraw(token, options)).transaction,
    () => queryClient.invalidateQueries({ queryKey: ['mine', session.address] }),
  )
  return (
    <TransactionButton
      transaction={withdrawal}
      look={look}
      disabled={owed === 0n}
      aria-label={rest['aria-label']}
      onSend={() => withdrawal.send(undefined)}
    >
      {children}
    </TransactionButton>
  )
}
