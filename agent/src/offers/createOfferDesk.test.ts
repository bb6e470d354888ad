import { marketplaceDomain } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { type CheckWork, checkOffer, type Offer } from '@aiigo/sdk'
import { makeOffer } from '@aiigo/sdk/testing'
import { createLogger } from '@aiigo/service'
import { describe, expect, test } from '@jest/globals'
import { type Caps, NO_CAPS } from '../caps/capsSchema.js'
import { createOfferDesk, type OfferDeskDeps } from './createOfferDesk.js'

const domain = marketplaceDomain(31_337, '0x00000000000000000000000000000000000000aa')
const nodeId = '0x1122334455667788'

/** The desk has looked at the disk and answered. */
const settled = () => new Promise((done) => setTimeout(done, 20))

/** A desk with a node of 4 units, at a platform whose clock says `now`, Unix seconds. */
function meet(
  now: number,
  disk = { look: async () => undefined, freeMiB: 1_024, reason: null as string | null },
  caps: Partial<Caps> = {},
) {
  const answers: [offerId: string, answer: string | { expiry?: number }][] = []
  const calls: string[] = []
  const begun: { id: string; onEnd: () => void }[] = []
  const desk = createOfferDesk({
    provider: {
      address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
      now: () => now * 1_000,
      checkOffer: (offer: Offer) => checkOffer(offer, domain),
      accept: async ({ id }: Offer, options: { expiry?: number }) => void answers.push([id, options]),
      decline: async (id: string, reason: string) => void answers.push([id, reason]),
      checkWork: ({ spec }: CheckWork) => ({ spec }),
      refuseCheck: async (id: string, reason: string) => void answers.push([id, reason]),
    },
    assignments: {
      runningOfferIds: [],
      start: ({ id }: Offer) => void calls.push(`start ${id}`),
      stop: (id: string) => void calls.push(`stop ${id}`),
    },
    checks: {
      runningIds: [],
      knows: (id: string) => begun.some((run) => run.id === id),
      start: ({ id }: CheckWork, _: unknown, onEnd: () => void) => void begun.push({ id, onEnd }),
    },
    executors: { names: ['wasm'] },
    ...{ disk, caps: { ...NO_CAPS, ...caps }, bytesToday: () => 0, mayWork: () => disk.reason === null },
    identity: {
      ...{ nodeId, chainSpec: { resourceType: 1 }, asks: [{ token: ETH_ADDRESS, rate: 10n ** 18n }] },
      description: { units: 4, spec: { memoryMiB: 1_024 } },
    },
    log: createLogger({ name: 'test', level: 'silent' }),
    signal: new AbortController().signal,
  } as unknown as OfferDeskDeps)
  return { desk, answers, begun, calls }
}

// This machine's clock is off by so much; the platform's is the one that counts.
describe.each([0, -600, 600])('a desk whose platform’s clock is %i s ahead', (ahead) => {
  const now = Math.floor(Date.now() / 1_000) + ahead
  const offer = makeOffer({}, { domain, now })

  test('accepts an offer that still stands, until five minutes from the platform’s now', async () => {
    const { desk, answers } = meet(now)
    desk.handle(offer)
    await settled()
    expect(answers).toEqual([[offer.id, { expiry: now + 300, signal: expect.any(AbortSignal) }]])
  })

  test('leaves an offer that has ended', () => {
    const { desk, answers } = meet(now)
    desk.handle({ ...offer, expiresAt: now - 1 })
    expect(answers).toEqual([])
  })

  test('answers an offer once', async () => {
    const { desk, answers } = meet(now)
    desk.handle(offer)
    desk.handle(offer)
    await settled()
    expect(answers).toHaveLength(1)
  })

  test('takes no more jobs at a time than its owner allows, and no more units', async () => {
    const offers = [0, 1, 2].map(() => makeOffer({ id: crypto.randomUUID() }, { domain, now }))
    for (const [caps, reason] of [
      [{ jobs: 1 }, /its owner allows no more/],
      [{ units: 3 }, /needs 2 units, 1 are free/],
      [{ memoryMiB: 200 }, /128 MiB of memory, 72 are free/],
    ] as const) {
      const { desk, answers } = meet(now, undefined, caps)
      for (const offer of offers.slice(0, 2)) {
        desk.handle(offer)
        await settled()
      }
      expect(answers).toEqual([
        [offers[0]?.id, expect.anything()],
        [offers[1]?.id, expect.stringMatching(reason)],
      ])
    }
  })

  test('promises no disk space twice, and takes nothing while the node pauses', async () => {
    // One job may need nine MiB.
    const space = { look: async () => undefined, freeMiB: 10, reason: null as string | null }
    const { desk, answers } = meet(now, space)
    const [first, second, third] = [0, 1, 2].map(() => makeOffer({ id: crypto.randomUUID() }, { domain, now }))
    for (const one of [first, second]) {
      desk.handle(one as Offer)
      await settled()
    }
    space.reason = 'disk full: 0 MiB are free in /secret/folder'
    desk.handle(third as Offer)
    await settled()
    expect(answers).toEqual([
      [first?.id, expect.anything()],
      [second?.id, expect.stringMatching(/MiB of disk space/)],
      [third?.id, 'the node takes no new work at the moment'],
    ])
  })
})

test('a run that its buyer wants stopped is stopped, once it is told', () => {
  const now = Math.floor(Date.now() / 1_000)
  const { desk, calls } = meet(now)
  const running = makeOffer({ state: 'EXECUTING' }, { domain, now })
  desk.handle(running)
  desk.handle({ ...running, stopRequested: true })
  expect(calls).toEqual([`start ${running.id}`, `start ${running.id}`, `stop ${running.id}`])
})

test('a re-run takes its share of the node once, however often the platform tells of it', () => {
  const now = Math.floor(Date.now() / 1_000)
  const { desk, answers, begun } = meet(now)
  const spec = {
    ...{ program: { kind: 'wasm', size: 10 }, resources: { type: 'CPU', units: 1, memoryMiB: 64 }, inputs: [] },
    limits: { seconds: 30, outputMiB: 1 },
  }
  const work = { id: '11111111-2222-4333-8444-555555555555', nodeId, spec } as unknown as CheckWork
  desk.handleCheck(work)
  desk.handleCheck(work)
  expect(desk.open).toBe(1)
  begun[0]?.onEnd()
  desk.handleCheck(work)
  expect([desk.open, begun.length, answers]).toEqual([0, 1, []])
})
