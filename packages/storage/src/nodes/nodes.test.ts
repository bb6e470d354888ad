import { randomBytes } from 'node:crypto'
import { ETH_ADDRESS } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import {
  availableNodeCounts,
  bringOnline,
  highestAsk,
  lowestAsk,
  Node,
  openOffers,
  recordHeartbeat,
  type Storage,
  seqBeforeOpenOffers,
  setAvailability,
  storeNode,
} from '../index.js'
import { makeJob, makeNode, makeOffer } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let storage: Storage

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 4 },
)

const wallet = () => `0x${randomBytes(20).toString('hex')}`

describe('storeNode', () => {
  const profile = () => ({
    id: `0x${randomBytes(8).toString('hex')}`,
    provider: wallet(),
    name: 'one',
    resourceType: 'CPU' as const,
    units: 2,
    region: 'EU',
    spec: { memoryMiB: 1 },
  })

  it('stores and changes what the provider says, but not what the chain knows', async () => {
    const first = profile()
    expect(await storeNode(storage.fork(), first)).toMatchObject({ name: 'one', units: 2, registered: false })
    expect(await storeNode(storage.fork(), { ...first, units: 3 })).toMatchObject({ units: 3 })
    await storage.fork().nativeUpdate(Node, { id: first.id }, { registered: true })
    const changed = { ...first, name: 'two', units: 9, region: 'US', spec: { memoryMiB: 2 } }
    expect(await storeNode(storage.fork(), changed)).toMatchObject({
      name: 'two',
      spec: { memoryMiB: 2 },
      units: 3,
      region: 'EU',
    })
  })

  it('leaves the node of another provider alone', async () => {
    const first = profile()
    await storeNode(storage.fork(), first)
    expect(await storeNode(storage.fork(), { ...first, provider: wallet(), name: 'mine' })).toBeNull()
    expect((await storage.fork().findOneOrFail(Node, { id: first.id })).name).toBe('one')
  })
})

describe('recordHeartbeat', () => {
  const beat = (node: Node, generation: number | null, roundTripMs: number | null = null) =>
    recordHeartbeat(storage.fork(), { nodeId: node.id, provider: node.provider, generation, roundTripMs })

  it('is by the database’s clock, and tells whether the node was online', async () => {
    const node = await makeNode(storage.fork(), { online: false, lastHeartbeatAt: null })
    expect(await beat(node, null)).toEqual({ outcome: 'RECORDED', wasOnline: false })
    const { lastHeartbeatAt, online } = await storage.fork().findOneOrFail(Node, { id: node.id })
    expect(Math.abs((lastHeartbeatAt?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(online).toBe(false)
    expect(
      await recordHeartbeat(storage.fork(), {
        nodeId: node.id,
        provider: wallet(),
        generation: null,
        roundTripMs: null,
      }),
    ).toEqual({ outcome: 'UNKNOWN' })
  })

  it('of an older start counts for nothing while a newer one is heard', async () => {
    const node = await makeNode(storage.fork(), { lastHeartbeatAt: null })
    expect(await beat(node, 5)).toMatchObject({ outcome: 'RECORDED' })
    expect(await beat(node, 4)).toEqual({ outcome: 'STALE', generation: '5' })
    await storage.fork().nativeUpdate(Node, { id: node.id }, { lastHeartbeatAt: new Date(Date.now() - 60_000) })
    expect(await beat(node, 4)).toMatchObject({ outcome: 'RECORDED' })
    expect((await storage.fork().findOneOrFail(Node, { id: node.id })).generation).toBe(4)
  })

  it('moves the round trip only when it differs by more than noise', async () => {
    const node = await makeNode(storage.fork(), { roundTripMs: 100 })
    const measured = async (ms: number | null) => {
      await beat(node, null, ms)
      return (await storage.fork().findOneOrFail(Node, { id: node.id })).roundTripMs
    }
    expect([await measured(109), await measured(null), await measured(110), await measured(3)]).toEqual([
      100, 100, 110, 3,
    ])
  })
})

describe('presence that a provider sets', () => {
  it('is of its own nodes, and says what was news', async () => {
    const { id, provider } = await makeNode(storage.fork(), { online: false })
    const em = () => storage.fork()
    expect(await bringOnline(em(), { id, provider: wallet() })).toBeNull()
    expect(await bringOnline(em(), { id, provider })).toMatchObject({ id, online: true })
    expect(await bringOnline(em(), { id, provider })).toBeNull()
    expect(await setAvailability(em(), { id, provider: wallet() }, 'DRAINING')).toBeNull()
    const draining = { id, availability: 'DRAINING' }
    expect(await setAvailability(em(), { id, provider }, 'DRAINING')).toMatchObject({ node: draining, changed: true })
    expect(await setAvailability(em(), { id, provider }, 'DRAINING')).toMatchObject({ node: draining, changed: false })
    const paused = await setAvailability(em(), { id, provider }, 'UNAVAILABLE', 'disk full')
    expect(paused).toMatchObject({ node: { pausedReason: 'disk full' }, changed: true })
    const other = await setAvailability(em(), { id, provider }, 'UNAVAILABLE', 'another reason')
    expect(other).toMatchObject({ node: { pausedReason: 'another reason' }, changed: false })
    const back = await setAvailability(em(), { id, provider }, 'AVAILABLE', 'no reason any more')
    expect(back).toMatchObject({ node: { pausedReason: null }, changed: true })
  })
})

describe('looks at nodes', () => {
  it('count those that can work by provider', async () => {
    const provider = wallet()
    await makeNode(storage.fork(), { provider })
    await makeNode(storage.fork(), { provider, online: false })
    expect([...(await availableNodeCounts(storage.fork(), [provider, wallet()]))]).toEqual([[provider, 1]])
  })

  it('find the lowest and the highest ask of a type', async () => {
    const em = () => storage.fork()
    expect([await lowestAsk(em(), 'IOT', ETH_ADDRESS), await highestAsk(em(), 'IOT', ETH_ADDRESS)]).toEqual([
      null,
      null,
    ])
    for (const [rate, state] of [
      ['7', 'ACTIVE'],
      ['9', 'ACTIVE'],
      ['0', 'ACTIVE'],
      ['3', 'SLASHED'],
    ] as const) {
      await makeNode(em(), { resourceType: 'IOT', state, asks: { [ETH_ADDRESS]: rate } })
    }
    expect([await lowestAsk(em(), 'IOT', ETH_ADDRESS), await highestAsk(em(), 'IOT', ETH_ADDRESS)]).toEqual([7n, 9n])
  })
})

describe('an agent without a memory', () => {
  it('reads on from before the first event about an open offer', async () => {
    const node = await makeNode(storage.fork(), { units: 9 })
    const topic = `offers:${node.id}`
    const offers = []
    for (let n = 0; n < 3; n++)
      offers.push(await makeOffer(storage, await makeJob(storage.fork(), { state: 'QUEUED' }), node))
    const ids = offers.map((offer) => offer?.id ?? '')
    expect(await seqBeforeOpenOffers(storage.fork(), topic, node.id)).toBe(0)
    await storage
      .fork()
      .execute(`update attempt set state = 'DECLINED', ended_at = now() where id = ?`, [ids[0] as string])
    expect(await seqBeforeOpenOffers(storage.fork(), topic, node.id)).toBe(1)
    expect([...(await openOffers(storage.fork(), node.id, ids))].sort()).toEqual(ids.slice(1).sort())
    await storage.fork().execute(`update attempt set state = 'DECLINED', ended_at = now() where node_id = ?`, [node.id])
    expect(await seqBeforeOpenOffers(storage.fork(), topic, node.id)).toBe(3)
  })
})
