import type { FoundPlatform, Provider } from '@aiigo/sdk'
import { tokenOf } from '../job/describeJob.js'
import { amountOf } from '../output/money.js'
import type { Amount } from '../schemas/amount.js'

/** Earnings of the wallet in the escrow, without the tokens of which it has none. */
export async function withdrawableOf(
  provider: Provider,
  { paymentTokens }: Pick<FoundPlatform, 'paymentTokens'>,
): Promise<Amount[]> {
  const earned = await provider.earnings()
  return earned.flatMap(({ token, amount }) => (amount > 0n ? [amountOf(amount, tokenOf(paymentTokens, token))] : []))
}
