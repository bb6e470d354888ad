import { formatAmount, idle } from '@aiigo/domain'
import type { Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { NodeIdentity } from './nodeIdentity.js'

/** Kept for gas beside the registration fee: 0.01 ETH, in wei. */
const GAS_RESERVE = 10n ** 16n

const CHECK_MS = 5_000

export interface RegistrationDeps {
  readonly provider: Pick<Provider, 'address' | 'node' | 'register' | 'registrationCost'>
  readonly identity: NodeIdentity
  /** AIIGO base units. */
  readonly stake: bigint
  readonly log: Logger
  readonly signal: AbortSignal
  /** Told what the owner has to do; null when it is done. */
  readonly onWaiting?: (reason: string | null) => void
}

/** The amounts that the wallet lacks for a registration, in words; empty when it has all of them. */
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
  const { provider, identity, stake, log, signal, onWaiting } = deps
  let logged = ''
  while ((await provider.node(identity.nodeId)) === null) {
    signal.throwIfAborted()
    const { fee, eth, aiigo } = await provider.registrationCost(stake)
    const missing = missingFunds({ eth, aiigo }, { fee, stake })
    if (missing.length > 0) {
      const message = `waiting for money: ${provider.address} needs ${missing.join(' and ')}; send it and registration goes on`
      if (message !== logged) log.warn(message)
      logged = message
      onWaiting?.(message)
      await idle(CHECK_MS, signal)
      continue
    }
    onWaiting?.(null)
    log.info({ nodeId: identity.nodeId, fee, stake }, 'registering the node')
    const asks = identity.asks.filter(({ rate }) => rate > 0n)
    const registration = { salt: identity.description.salt, spec: identity.chainSpec, asks, stake }
    await provider.register(registration, {
      signal,
      onTransaction: ({ what, hash }) => log.info({ hash }, `sent a transaction: ${what}`),
    })
    log.info({ nodeId: identity.nodeId }, 'registered')
  }
}
