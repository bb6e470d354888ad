import { marketplaceDomain, requestTypedData } from '@aiigo/chain'
import type { TaskRequest } from '@aiigo/domain'
import type { Hex } from 'viem'
import type { Connection, PromptOptions } from '../connect/Connection.js'
import { chainFailure } from '../connect/chainFailure.js'

/** A request that the wallet pays for out of its balance. */
export interface RequestToSign {
  readonly jobId: string
  readonly request: TaskRequest
}

/** The wallet's signatures of the requests of a group's jobs, one for each. */
export async function signRequests(
  { signer, chainId, contracts }: Connection,
  requests: readonly RequestToSign[],
  { onPrompt, signal }: PromptOptions = {},
): Promise<{ jobId: string; signature: Hex }[]> {
  const domain = marketplaceDomain(chainId, contracts.taskMarketplace)
  const signatures: { jobId: string; signature: Hex }[] = []
  for (const { jobId, request } of requests) {
    signal?.throwIfAborted()
    const what = `paying deposit ${signatures.length + 1} of ${requests.length} out of the balance`
    onPrompt?.({ kind: 'SIGNATURE', what })
    const signature = await signer.signTypedData(requestTypedData(domain, request)).catch((error: unknown) => {
      throw chainFailure(error, 'signing a request')
    })
    signatures.push({ jobId, signature })
  }
  return signatures
}
