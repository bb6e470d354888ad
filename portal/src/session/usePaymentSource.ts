import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import type { Session } from './openSession.js'

/** WALLET: by a transaction of the wallet. BALANCE: out of its balance in the escrow, by a signature. */
export type PaymentSource = 'WALLET' | 'BALANCE'

/** A deposit to be paid. */
export interface Deposit {
  readonly token: Address
  /** Base units. */
  readonly amount: bigint
}

/** Where a deposit shall come from. Null stands for a deposit that is not known yet. */
export function usePaymentSource(session: Session, deposit: Deposit | null) {
  const [source, choose] = useState<PaymentSource>('WALLET')
  const token = deposit?.token ?? null
  const { data: balance } = useQuery({
    queryKey: ['mine', session.address, 'owed', token],
    queryFn: async () => (token ? session.buyer.owed(token) : null),
    enabled: token !== null,
    refetchInterval: 10_000,
  })
  const left = deposit && balance != null ? balance - deposit.amount : null
  return {
    source,
    choose,
    /** Of the wallet in the escrow, base units; undefined until it is known. */
    balance: balance ?? undefined,
    /** Base units of the balance after the payment; negative where it does not cover the deposit. */
    left,
    /** Whether the deposit can come from there. */
    canPay: source === 'WALLET' || (left !== null && left >= 0n),
  }
}
