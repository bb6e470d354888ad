import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Session } from './openSession.js'

interface FundingPromptsProps {
  session: Session
  token: Address
  /** Of the deposit, base units. */
  amount: bigint
}

/** How often the wallet will ask for a deposit, and which of it costs gas. */
export function FundingPrompts({ session, token, amount }: FundingPromptsProps) {
  const { data } = useQuery({
    queryKey: ['mine', session.address, 'prompts', token, amount.toString()],
    queryFn: () => session.buyer.fundingPrompts(token, amount),
  })
  if (!data) return null
  if (data.signatures === 1) {
    return (
      <Trans>
        The wallet asks for a signature, which costs nothing, and for one transaction. No allowance is left behind.
      </Trans>
    )
  }
  if (data.transactions === 1) return <Trans>The wallet asks once: for one transaction.</Trans>
  return (
    <Trans>
      The wallet asks twice: first for an allowance of exactly this deposit, then for the deposit. Each is a transaction
      with gas.
    </Trans>
  )
}
