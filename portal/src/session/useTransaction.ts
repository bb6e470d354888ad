import { ChainBlockDocument } from '@aiigo/client'
import { pause } from '@aiigo/domain'
import type { SendOptions } from '@aiigo/sdk'
import { useMutation } from '@tanstack/react-query'
import type { Hex } from 'viem'
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

const INDEXED_MS = 60_000
const LOOK_MS = 400

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

  /** Resolves with whether the subgraph reads the transaction's block in time. */
  async function isIndexed(hash: Hex): Promise<boolean> {
    const { blockNumber } = await reader.getTransactionReceipt({ hash })
    for (const until = Date.now() + INDEXED_MS; Date.now() < until; await pause(LOOK_MS)) {
      const { _meta } = await client.execute(ChainBlockDocument, {})
      if (_meta && BigInt(_meta.block.number) >= blockNumber) return true
    }
    return false
  }

  /** Renews the data. Resolves with whether it can show the transaction; null where nothing had to be sent. */
  async function renews(hash: Hex | null): Promise<boolean> {
    const indexed = hash === null || (await isIndexed(hash))
    await onIndexed()
    return indexed
  }

  const mutation = useMutation({
    mutationFn: async (value: V) => {
      goTo('WALLET')
      const hash = await act(value, options)
      if (hash) goTo('INDEXING')
      // A transaction in a block is no error, whatever fails behind it: who reads an error sends it again.
      const isShown = await renews(hash).catch(() => false)
      goTo(isShown ? 'DONE' : 'BEHIND')
      return hash
    },
    onError: () => goTo('IDLE'),
  })
  return { send: mutation.mutate, step, what, error: mutation.error, busy: mutation.isPending, hash: mutation.data }
}
