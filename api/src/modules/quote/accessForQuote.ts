import { type Access, accessOf, meteredCost } from '@aiigo/domain'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { QuoteRequest } from './readQuoteInput.js'

/**
 * The trust that a quote or a preview requires of nodes: the requested one, else by the budget. Without a given budget
 * it is the cost at the highest accepted rate. Without a highest rate it is the cost at the going rate (`goingRate`): a
 * job needs that deposit to cover every node but those that ask an absurd price.
 * @param goingAsk base units per million units of usage, of the nodes of that type
 */
export async function accessForQuote(
  chain: Pick<ChainFacts, 'smallTaskCap'>,
  { request, budget, usage, maxRate, contract }: QuoteRequest,
  goingAsk: bigint,
): Promise<Access> {
  return accessOf(budget ?? meteredCost(usage, maxRate ?? goingAsk), await chain.smallTaskCap(request.token), contract)
}
