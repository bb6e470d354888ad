import { Challenge } from '@aiigo/storage'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { toHex } from 'viem'
import { powChallenge } from '../queues/powChallenge.js'
import type { World } from '../testing/createWorld.js'
import { type Flow, startFlow } from '../testing/startFlow.js'

let flow: Flow
let world: World

beforeAll(async () => {
  flow = await startFlow([10])
  world = flow.world
}, 180_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

it('challenges a node once, however late a second message comes', async () => {
  const [node] = flow.nodes
  if (!node) throw new Error('expected a node')
  const issuedAt = await world.marketplace.now()
  const last = { id: toHex(1, { size: 32 }), nodeId: node.id, issuedAt, deadline: issuedAt, state: 'PASSED' } as const
  await world.storage.fork().insert(Challenge, last)
  await world.passes(world.deps.settings.powNewIntervalSeconds - 60)
  await powChallenge(world.deps, { nodeId: node.id })
  expect(await world.marketplace.openChallenge(node.id)).toBeNull()
  await world.passes(120)
  await powChallenge(world.deps, { nodeId: node.id })
  expect(await world.marketplace.openChallenge(node.id)).toMatchObject({ started: true })
}, 60_000)
