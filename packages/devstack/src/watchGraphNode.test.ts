import { afterEach, describe, expect, test } from '@jest/globals'
import { watchGraphNode } from './watchGraphNode.js'

let stop = new AbortController()
afterEach(() => stop.abort())

/** Looks after which a watch that has not started graph-node again leaves it alone: much longer than WEDGED_MS. */
const MANY_LOOKS = 60
const EVERY_MS = 5
const WEDGED_MS = 100

/** A chain that makes a block at each look, and a subgraph that may stand. */
function watched() {
  stop = new AbortController()
  const state = { chain: 10, subgraph: 10 as number | Error, chainAway: false }
  const told: string[] = []
  let looks = 0
  const isRestarted = Promise.withResolvers<boolean>()
  void watchGraphNode({
    chainHead: async () => {
      if (++looks > MANY_LOOKS) isRestarted.resolve(false)
      if (state.chainAway) throw new Error('away')
      return ++state.chain
    },
    subgraphHead: async () => {
      if (state.subgraph instanceof Error) throw state.subgraph
      return state.subgraph
    },
    restart: async () => isRestarted.resolve(true),
    tell: (line) => void told.push(line),
    signal: stop.signal,
    everyMs: EVERY_MS,
    wedgedMs: WEDGED_MS,
  })
  return { state, told, isRestarted: isRestarted.promise }
}

describe('a watched graph-node', () => {
  test.each([
    ['answers without indexing', 10],
    ['does not answer', new Error('no answer')],
  ])('is started again when it %s', async (_, subgraph) => {
    const { state, told, isRestarted } = watched()
    state.subgraph = subgraph
    expect(await isRestarted).toBe(true)
    expect(told[0]).toMatch(/^graph-node is wedged: block -?\d+ for 0 s, the chain is at \d+/)
  })

  test('is left alone while it goes on, however far behind, and while the chain is away', async () => {
    const behind = watched()
    const indexing = setInterval(() => {
      if (typeof behind.state.subgraph === 'number') behind.state.subgraph++
    }, 20)
    behind.state.chain = 1_000
    expect(await behind.isRestarted).toBe(false)
    clearInterval(indexing)
    stop.abort()
    const away = watched()
    away.state.chainAway = true
    expect(await away.isRestarted).toBe(false)
  })
})
