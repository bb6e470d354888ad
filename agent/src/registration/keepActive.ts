import { formatAmount, idle, type NodeState } from '@aiigo/domain'
import type { Ask, Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { NodeIdentity } from './nodeIdentity.js'

export interface KeepActiveDeps {
  readonly provider: Pick<Provider, 'node' | 'ask' | 'setAsks' | 'setSpec' | 'stakeOf' | 'activate'>
  readonly identity: NodeIdentity
  readonly log: Logger
  readonly signal: AbortSignal
  /** Told each time the node becomes ACTIVE or stops being so. */
  readonly onActive: (active: boolean) => void
  /** Told why the node is not active, for its owner; null when it is. */
  readonly onWaiting?: (reason: string | null) => void
  /** Between looks while the node waits for its proof of work, and when all is well. Milliseconds. */
  readonly waitingMs?: number
  readonly settledMs?: number
}

/** The asks that have to change on chain. */
export async function differingAsks(provider: Pick<Provider, 'ask'>, identity: NodeIdentity): Promise<readonly Ask[]> {
  const current = await Promise.all(identity.asks.map(({ token }) => provider.ask(identity.nodeId, token)))
  return identity.asks.filter(({ rate }, index) => rate !== current[index])
}

/**
 * Until aborted: activates the node once it is VERIFIED or INACTIVE and has its stake, and keeps asks and units on
 * chain as configured. A node that its owner deactivates meanwhile stays so until the owner activates it, or the agent
 * starts again. Problems that need a person are logged once.
 */
export async function keepActive(deps: KeepActiveDeps): Promise<void> {
  const { provider, identity, log, signal, onActive, onWaiting, waitingMs = 1_000, settledMs = 10_000 } = deps
  const { nodeId } = identity
  let logged = ''
  const say = (message: string): void => {
    if (message !== logged) log.warn({ nodeId }, message)
    logged = message
    onWaiting?.(message)
  }

  let active = false
  let isHeldBack = false

  async function look(): Promise<NodeState | null> {
    const node = await provider.node(nodeId)
    if (!node || node.state === 'REJECTED' || node.state === 'SLASHED') return node?.state ?? null
    const asks = await differingAsks(provider, identity)
    if (asks.length > 0) {
      log.info({ nodeId, asks }, 'changing asks on chain')
      await provider.setAsks(nodeId, asks)
    }
    if (node.units !== identity.chainSpec.units) {
      log.info({ nodeId, units: identity.chainSpec.units }, 'changing the specification on chain')
      await provider.setSpec(nodeId, identity.chainSpec)
    }
    if (node.state === 'ACTIVE') isHeldBack = false
    if (node.state !== 'VERIFIED' && node.state !== 'INACTIVE') return node.state
    const { active: staked, minimum } = await provider.stakeOf(nodeId)
    if (staked < minimum) {
      say(`stake is ${formatAmount(staked, 18)} AIIGO, below the minimum of ${formatAmount(minimum, 18)}; add to it`)
      return node.state
    }
    // The contract takes a node out for its stake alone; with its stake it was the owner.
    if (active && node.state === 'INACTIVE') isHeldBack = true
    if (isHeldBack) {
      say('its owner has deactivated the node; it gets no jobs until the owner activates it or the agent starts again')
      return node.state
    }
    await provider.activate(nodeId)
    log.info({ nodeId }, 'active')
    return 'ACTIVE'
  }

  while (!signal.aborted) {
    const state = await look().catch((error: unknown) => {
      say(`could not look after the node: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    })
    if (state === 'PENDING') say('waiting for a proof-of-work challenge of the platform')
    if (state === 'REJECTED') say('the platform rejected the node; it gets no work')
    if (state === 'SLASHED') say('the node was slashed below the minimum stake; add to its stake to go on')
    if (state !== undefined && (state === 'ACTIVE') !== active) {
      active = state === 'ACTIVE'
      if (active) onWaiting?.(null)
      onActive(active)
    }
    await idle(active ? settledMs : waitingMs, signal)
  }
}
