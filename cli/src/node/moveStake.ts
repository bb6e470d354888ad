import type { SendOptions } from '@aiigo/sdk'
import { timeOf } from '@aiigo/terminal/money'
import type { Hex } from 'viem'
import type { Context } from '../Context.js'
import { aiigoAmount } from '../output/aiigoAmount.js'
import { sendTransaction } from '../session/sendTransaction.js'
import type { ProviderSession } from './withNode.js'

/** A move of stake. */
export interface StakeMove {
  readonly nodeId: Hex
  /** AIIGO base units. */
  readonly amount: bigint
  /** 'staking' */
  readonly doing: string
}

/** Moves stake of a node, and reads the stake that it has afterwards. */
export async function moveStake(
  context: Context,
  { provider, platform }: Pick<ProviderSession, 'provider' | 'platform'>,
  { nodeId, amount, doing }: StakeMove,
  send: (options: SendOptions) => Promise<Hex>,
) {
  const moved = aiigoAmount(platform, amount)
  const sending = { doing: `${doing} ${moved.amount} ${moved.symbol}`, look: `aiigo node show ${nodeId}` }
  const transaction = await sendTransaction(context, sending, send)
  const stake = await provider.stakeOf(nodeId)
  return {
    ...{ nodeId, amount: moved, transaction },
    active: aiigoAmount(platform, stake.active),
    unbonding: aiigoAmount(platform, stake.unbonding),
    availableAt: timeOf(stake.availableAt),
  }
}
