import { afterEach, describe, expect, test } from '@jest/globals'
import { watchGraphNode } from './watchGraphNode.js'

let stop = new AbortController()
afterEach(() => stop.abort())

/** A chain that makes a block at each look, and a subgraph that may stand. */
function watched() {
  stop = new AbortController()
  const state = { chain: 10, subgraph: 10 as number | Error, chainAway: false }
  const told: string[] = []
  const restarted = Promise.withResolvers<void>()
  void watchGraphNode({
    chainHead: async () => {
      if (state.chainAway) throw new Error('away')
      return ++state.chain
    },
    subgraphHead: async () => {
      if (state.subgraph instanceof Error) throw state.subgraph
      return state.subgraph
    },
    restart: async () => restarted.resolve(),
    tell: (line) => void told.push(line),
    signal: stop.signal,
    everyMs: 5,
    wedgedMs: 100,
  })
  const isRestarted = Promise.race([
    restarted.promise.then(() => true),
    new Promise((resolve) => setTimeout(resolve, 500, false)),
  ])
  return { state, told, isRestarted }
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
