import { formatAmount } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import type { Address } from 'viem'
import type { NodeChain } from '../chain/createNodeChain.js'
import { pause } from '../waiting/pause.js'
import type { NodeIdentity } from './nodeIdentity.js'

/** Kept for gas beside the registration fee: 0.01 ETH, in wei. */
const GAS_RESERVE = 10n ** 16n

const CHECK_MS = 5_000

export interface RegistrationDeps {
  readonly chain: NodeChain
  readonly identity: NodeIdentity
  readonly provider: Address
  /** AIIGO base units. */
  readonly stake: bigint
  readonly log: Logger
  readonly signal: AbortSignal
}

/** What the wallet lacks for a registration, in words; empty when it has all. */
export function missingFunds(
  wallet: { eth: bigint; aiigo: bigint },
  needs: { fee: bigint; stake: bigint },
): readonly string[] {
  const missing: string[] = []
  const eth = needs.fee + GAS_RESERVE
  if (wallet.eth < eth)
    missing.push(`${formatAmount(eth, 18)} ETH (fee and gas), it has ${formatAmount(wallet.eth, 18)}`)
  if (wallet.aiigo < needs.stake) {
    missing.push(`${formatAmount(needs.stake, 18)} AIIGO (stake), it has ${formatAmount(wallet.aiigo, 18)}`)
  }
  return missing
}

/**
 * Registers the node unless the chain knows it already. Each step looks at the chain first, so that it may be cut off
 * anywhere and run again. Waits, saying what is missing, until the wallet can pay.
 * @throws NotRetryableError when the stake is below the minimum or the contract refuses.
 */
export async function ensureRegistered(deps: RegistrationDeps): Promise<void> {
  const { chain, identity, provider, stake, log, signal } = deps
  let told = ''
  while ((await chain.node(identity.nodeId)) === null) {
    signal.throwIfAborted()
    const [fee, eth, aiigo, allowance] = await Promise.all([
      chain.registrationFee(),
      chain.balance(),
      chain.aiigoBalance(),
      chain.stakeAllowance(),
    ])
    const missing = missingFunds({ eth, aiigo }, { fee, stake })
    if (missing.length > 0) {
      const message = `waiting for money: ${provider} needs ${missing.join(' and ')}; send it and registration goes on`
      if (message !== told) log.warn(message)
      told = message
      await pause(CHECK_MS, signal)
      continue
    }
    if (allowance < stake) {
      log.info({ stake }, 'allowing the staking pool to take the stake')
      await chain.approveStake(stake)
    }
    log.info({ nodeId: identity.nodeId, fee, stake }, 'registering the node')
    const asks = identity.asks.filter(({ rate }) => rate > 0n)
    await chain.register(identity.description.salt, identity.chainSpec, asks, stake, fee)
    log.info({ nodeId: identity.nodeId }, 'registered')
  }
}
