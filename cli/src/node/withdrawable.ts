import type { FoundPlatform, Provider } from '@aiigo/sdk'
import { amountOf } from '@aiigo/terminal/money'
import type { Amount } from '@aiigo/terminal/schemas'
import { tokenOf } from '../job/describeJob.js'

/** Earnings of the wallet in the escrow, without the tokens of which it has none. */
export async function withdrawableOf(
  provider: Provider,
  { paymentTokens }: Pick<FoundPlatform, 'paymentTokens'>,
): Promise<Amount[]> {
  const earned = await provider.earnings()
  return earned.flatMap(({ token, amount }) => (amount > 0n ? [amountOf(amount, tokenOf(paymentTokens, token))] : []))
}
