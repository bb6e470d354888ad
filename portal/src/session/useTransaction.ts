import { ChainBlockDocument } from '@aiigo/client'
import type { SendOptions } from '@aiigo/sdk'
import { useMutation } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { type ChainIndex, followIndex } from './followIndex.js'
import type { Session } from './openSession.js'
import { type TransactionStep, useTransactionSteps } from './useTransactionSteps.js'

/** A transaction as its button shows it. */
export interface ShownTransaction {
  readonly step: TransactionStep
  /** Its purpose, once the wallet is asked for it. */
  readonly what: string | null
  readonly error: unknown
  readonly busy: boolean
  readonly hash: Hex | null | undefined
}

/**
 * A transaction of the wallet, with the step that it is at. It ends when the pages' data can show it.
 * @param act Sends it, by a verb of the SDK.
 * @param onIndexed Renews the data.
 */
export function useTransaction<V>(
  session: Session,
  act: (value: V, options: SendOptions) => Promise<Hex | null>,
  onIndexed: () => Promise<unknown>,
) {
  const { step, what, options, goTo } = useTransactionSteps()
  const { client, reader } = session.connection

  const index: ChainIndex = {
    blockOf: async (hash) => {
      const found = await reader.getTransactionReceipt({ hash }).catch((error: unknown) => {
        if ((error as { name?: string }).name === 'TransactionReceiptNotFoundError') return null
        throw error
      })
      return found?.blockNumber ?? null
    },
    head: async () => {
      const { _meta } = await client.execute(ChainBlockDocument, {})
      return _meta ? BigInt(_meta.block.number) : null
    },
  }

  /** Renews the data, once it can show the transaction. Resolves with the step that is reached then. */
  async function renew(hash: Hex | null): Promise<TransactionStep> {
    goTo(hash ? 'INDEXING' : 'RENEWING')
    // A transaction in a block is no error, whatever fails behind it: who reads an error sends it again.
    const reached = hash ? await followIndex(hash, index).catch(() => 'BEHIND' as const) : 'DONE'
    const failed = await onIndexed().then(
      () => false,
      () => true,
    )
    if (!failed || reached !== 'DONE') return reached
    return hash ? 'BEHIND' : 'STALE'
  }

  const mutation = useMutation({
    mutationFn: async (value: V) => {
      goTo('WALLET')
      const hash = await act(value, options)
      goTo(await renew(hash))
      return hash
    },
    onError: () => goTo('IDLE'),
  })
  return { send: mutation.mutate, step, what, error: mutation.error, busy: mutation.isPending, hash: mutation.data }
}
