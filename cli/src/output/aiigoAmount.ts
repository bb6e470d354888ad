import type { FoundPlatform } from '@aiigo/sdk'
import type { Amount } from '../schemas/amount.js'
import { type AmountToken, amountOf } from './money.js'

const AIIGO: AmountToken = { symbol: 'AIIGO', decimals: 18 }

/** The platform's own token, with dollars where the platform has its price. */
export const aiigoOf = ({ paymentTokens }: Pick<FoundPlatform, 'paymentTokens'>): AmountToken =>
  paymentTokens.find(({ symbol }) => symbol === AIIGO.symbol) ?? AIIGO

/** An amount of AIIGO as `--json` prints it. @param baseUnits AIIGO base units */
export const aiigoAmount = (platform: Pick<FoundPlatform, 'paymentTokens'>, baseUnits: bigint | string): Amount =>
  amountOf(baseUnits, aiigoOf(platform))
