import { groupTypedData, marketplaceDomain } from '@aiigo/chain'
import type { TaskRequest } from '@aiigo/domain'
import type { Hex } from 'viem'
import type { Connection, PromptOptions } from '../connect/Connection.js'
import { chainFailure } from '../connect/chainFailure.js'

/** The wallet's one signature of the requests of many jobs, in their order: a wallet shows each. */
export async function signGroup(
  { signer, chainId, contracts }: Connection,
  requests: readonly TaskRequest[],
  { onPrompt, signal }: PromptOptions = {},
): Promise<Hex> {
  signal?.throwIfAborted()
  const domain = marketplaceDomain(chainId, contracts.taskMarketplace)
  onPrompt?.({ kind: 'SIGNATURE', what: `paying ${requests.length} deposits out of the balance` })
  return signer.signTypedData(groupTypedData(domain, requests)).catch((error: unknown) => {
    throw chainFailure(error, 'signing the requests')
  })
}
