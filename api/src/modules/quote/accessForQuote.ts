import { type Access, accessOf, meteredCost } from '@aiigo/domain'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { QuoteRequest } from './readQuoteInput.js'

/**
 * The kind of task that a quote or a preview is about: the one asked for, else by its budget. That is the given one or
 * what it costs at the highest rate accepted; without a limit at the highest that anyone asks, which is what such a job
 * has to be funded with to cover every node.
 * @param highestAsk base units per million units of usage, of the nodes of that type
 */
export async function accessForQuote(
  chain: Pick<ChainFacts, 'smallTaskCap'>,
  { request, budget, usage, maxRate, contract }: QuoteRequest,
  highestAsk: bigint,
): Promise<Access> {
  return accessOf(
    budget ?? meteredCost(usage, maxRate ?? highestAsk),
    await chain.smallTaskCap(request.token),
    contract,
  )
}
