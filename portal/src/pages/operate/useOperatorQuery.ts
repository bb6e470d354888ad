import type { Client } from '@aiigo/client'
import type { SendOptions } from '@aiigo/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Hex } from 'viem'
import type { Session } from '../../session/openSession.js'
import { useTransaction } from '../../session/useTransaction.js'

/** A look that renews itself each five seconds. Each panel has its own, so that one source's failure is one panel's. */
export function useOperatorQuery<T>(
  session: Session,
  key: readonly (string | number)[],
  ask: (client: Client, options: { readonly signal: AbortSignal }) => Promise<T>,
) {
  return useQuery({
    queryKey: operatorKey(session, ...key),
    queryFn: ({ signal }) => ask(session.connection.client, { signal }),
    refetchInterval: 5_000,
  })
}

/** Renews everything that the page shows, after the operator has done something. */
export function useRenewal(session: Session): () => Promise<void> {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: operatorKey(session) })
}

/** A transaction of the operator. Once it is indexed, what the page shows is renewed. */
export function useOperatorTransaction(session: Session, act: (options: SendOptions) => Promise<Hex | null>) {
  return useTransaction<void>(session, (_, options) => act(options), useRenewal(session))
}

/** Where a look is kept; without parts all of them. */
const operatorKey = ({ address }: Session, ...parts: readonly (string | number)[]) =>
  ['mine', address, 'operator', ...parts] as const
