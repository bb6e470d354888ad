import type { SendOptions } from '@aiigo/sdk'
import { useQueryClient } from '@tanstack/react-query'
import type { Hex } from 'viem'
import type { Session } from '../../session/openSession.js'
import { useTransaction } from '../../session/useTransaction.js'

/**
 * A transaction of the staker. Once it is indexed, what the page shows of the DAO is renewed.
 * @param onDone Called with it.
 */
export function useDaoTransaction<V>(
  session: Session,
  act: (value: V, options: SendOptions) => Promise<Hex | null>,
  onDone?: () => void,
) {
  const queryClient = useQueryClient()
  return useTransaction(session, act, async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['dao'] }),
      queryClient.invalidateQueries({ queryKey: ['mine', session.address, 'dao'] }),
    ])
    onDone?.()
  })
}
