import { describe, expect, test } from '@jest/globals'
import { keepActive } from './keepActive.js'

/** A chain of one node, which a test changes between two looks of the agent. */
function startKeeping(state: string) {
  const chain = { state, stake: 1_000n }
  const stop = new AbortController()
  const said: string[] = []
  const shown: boolean[] = []
  let looked: (() => void) | undefined
  const provider = {
    node: async () => ({ state: chain.state, units: 4 }),
    ask: async () => 0n,
    setAsks: async () => '0x',
    setSpec: async () => '0x',
    // The last question of a look at an inactive node.
    stakeOf: async () => ({ active: chain.stake, minimum: 100n, unbonding: 0n, availableAt: 0 }),
    activate: async () => {
      chain.state = 'ACTIVE'
      return '0x'
    },
  }
  const log = {
    warn: (_: unknown, message: string) => {
      said.push(message)
      looked?.()
    },
    info: () => undefined,
  }
  const keeping = keepActive({
    ...{ provider: provider as never, log: log as never, signal: stop.signal, waitingMs: 5, settledMs: 5 },
    identity: { nodeId: '0x01', asks: [], chainSpec: { units: 4 } } as never,
    onActive: (now) => {
      shown.push(now)
      looked?.()
    },
  })
  /** Looks on until it is so. */
  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((done) => {
        looked = done
      })
    }
  }
  return {
    chain,
    said,
    shown,
    until,
    async stop() {
      stop.abort()
      await keeping
    },
  }
}

describe('an agent keeps its node active', () => {
  test('from its first proof of work on, and again after a stake that was too small', async () => {
    const { chain, said, shown, until, stop } = startKeeping('PENDING')
    await until(() => said.some((text) => text.includes('proof-of-work')))
    chain.state = 'VERIFIED'
    await until(() => shown.length === 1)
    Object.assign(chain, { state: 'INACTIVE', stake: 50n })
    await until(() => shown.length === 2)
    chain.stake = 100n
    await until(() => shown.length === 3)
    expect(shown).toEqual([true, false, true])
    expect(chain.state).toBe('ACTIVE')
    await stop()
  })

  test('but not one that its owner has deactivated, until the owner activates it', async () => {
    const { chain, said, shown, until, stop } = startKeeping('INACTIVE')
    await until(() => shown.length === 1)
    chain.state = 'INACTIVE'
    await until(() => shown.length === 2)
    expect(said.at(-1)).toContain('its owner has deactivated the node')
    expect(chain.state).toBe('INACTIVE')
    chain.state = 'ACTIVE'
    await until(() => shown.length === 3)
    expect(shown).toEqual([true, false, true])
    await stop()
  })
})
