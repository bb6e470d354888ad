import { marketplaceDomain } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { checkOffer, type Offer } from '@aiigo/sdk'
import { makeOffer } from '@aiigo/sdk/testing'
import { createLogger } from '@aiigo/service'
import { describe, expect, test } from '@jest/globals'
import { createOfferDesk, type OfferDeskDeps } from './createOfferDesk.js'

const domain = marketplaceDomain(31_337, '0x00000000000000000000000000000000000000aa')
const nodeId = '0x1122334455667788'

/** A desk with a node of 4 units, at a platform whose clock says `now`, Unix seconds. */
function meet(now: number) {
  const answers: [offerId: string, answer: string | { expiry?: number }][] = []
  const desk = createOfferDesk({
    provider: {
      address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
      now: () => now * 1_000,
      checkOffer: (offer: Offer) => checkOffer(offer, domain),
      accept: async ({ id }: Offer, options: { expiry?: number }) => void answers.push([id, options]),
      decline: async (id: string, reason: string) => void answers.push([id, reason]),
    },
    assignments: { runningOfferIds: [] },
    executors: { kinds: ['wasm'] },
    identity: {
      ...{ nodeId, chainSpec: { resourceType: 1 }, asks: [{ token: ETH_ADDRESS, rate: 10n ** 18n }] },
      description: { units: 4, spec: { memoryMiB: 1_024 } },
    },
    log: createLogger({ name: 'test', level: 'silent' }),
    signal: new AbortController().signal,
  } as unknown as OfferDeskDeps)
  return { desk, answers }
}

// This machine's clock is off by so much; the platform's is the one that counts.
describe.each([0, -600, 600])('a desk whose platform’s clock is %i s ahead', (ahead) => {
  const now = Math.floor(Date.now() / 1_000) + ahead
  const offer = makeOffer({}, { domain, now })

  test('accepts an offer that still stands, until five minutes from the platform’s now', () => {
    const { desk, answers } = meet(now)
    desk.handle(offer)
    expect(answers).toEqual([[offer.id, { expiry: now + 300, signal: expect.any(AbortSignal) }]])
  })

  test('leaves an offer that has ended', () => {
    const { desk, answers } = meet(now)
    desk.handle({ ...offer, expiresAt: now - 1 })
    expect(answers).toEqual([])
  })

  test('answers an offer once', () => {
    const { desk, answers } = meet(now)
    desk.handle(offer)
    desk.handle(offer)
    expect(answers).toHaveLength(1)
  })
})
