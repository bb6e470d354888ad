import type { FoundPlatform } from '@aiigo/sdk'
import { type AmountToken, amountOf } from '@aiigo/terminal/money'
import type { Amount } from '@aiigo/terminal/schemas'

const AIIGO: AmountToken = { symbol: 'AIIGO', decimals: 18 }

/** The platform's own token, with dollars where the platform has its price. */
export const aiigoOf = ({ paymentTokens }: Pick<FoundPlatform, 'paymentTokens'>): AmountToken =>
  paymentTokens.find(({ symbol }) => symbol === AIIGO.symbol) ?? AIIGO

/** An amount of AIIGO as `--json` prints it. @param baseUnits AIIGO base units */
export const aiigoAmount = (platform: Pick<FoundPlatform, 'paymentTokens'>, baseUnits: bigint | string): Amount =>
  amountOf(baseUnits, aiigoOf(platform))
