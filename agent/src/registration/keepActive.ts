import type { NodeState } from '@aiigo/domain'
import { formatAmount } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import type { Ask, NodeChain } from '../chain/createNodeChain.js'
import { pause } from '../waiting/pause.js'
import type { NodeIdentity } from './nodeIdentity.js'

export interface KeepActiveDeps {
  readonly chain: NodeChain
  readonly identity: NodeIdentity
  readonly log: Logger
  readonly signal: AbortSignal
  /** Told each time the node becomes ACTIVE or stops being so. */
  readonly onActive: (active: boolean) => void
  /** Between looks while the node waits for its proof of work, and when all is well. Milliseconds. */
  readonly waitingMs?: number
  readonly settledMs?: number
}

/** The asks that have to change on chain. */
export async function differingAsks(chain: Pick<NodeChain, 'ask'>, identity: NodeIdentity): Promise<readonly Ask[]> {
  const current = await Promise.all(identity.asks.map(({ token }) => chain.ask(identity.nodeId, token)))
  return identity.asks.filter(({ rate }, index) => rate !== current[index])
}

/**
 * Until aborted: activates the node once it is VERIFIED (and again when it fell to INACTIVE), and keeps asks and units on
 * chain as configured. What only a person can change is said in the log, once.
 */
export async function keepActive(deps: KeepActiveDeps): Promise<void> {
  const { chain, identity, log, signal, onActive, waitingMs = 1_000, settledMs = 10_000 } = deps
  const { nodeId } = identity
  let told = ''
  const say = (message: string): void => {
    if (message !== told) log.warn({ nodeId }, message)
    told = message
  }

  async function look(): Promise<NodeState | null> {
    const node = await chain.node(nodeId)
    if (!node || node.state === 'REJECTED' || node.state === 'SLASHED') return node?.state ?? null
    const asks = await differingAsks(chain, identity)
    if (asks.length > 0) {
      log.info({ nodeId, asks }, 'changing asks on chain')
      await chain.setAsks(nodeId, asks)
    }
    if (node.units !== identity.chainSpec.units) {
      log.info({ nodeId, units: identity.chainSpec.units }, 'changing the specification on chain')
      await chain.setSpec(nodeId, identity.chainSpec)
    }
    if (node.state !== 'VERIFIED' && node.state !== 'INACTIVE') return node.state
    const [stake, minimum] = await Promise.all([chain.activeStake(nodeId), chain.minimumStake()])
    if (stake < minimum) {
      say(`stake is ${formatAmount(stake, 18)} AIIGO, below the minimum of ${formatAmount(minimum, 18)}; add to it`)
      return node.state
    }
    await chain.activate(nodeId)
    log.info({ nodeId }, 'active')
    return 'ACTIVE'
  }

  let active = false
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
      onActive(active)
    }
    await pause(active ? settledMs : waitingMs, signal)
  }
}
