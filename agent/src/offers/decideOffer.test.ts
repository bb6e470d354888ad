import { createHash } from 'node:crypto'
import { marketplaceDomain } from '@aiigo/chain'
import { ETH_ADDRESS, jobTermsOf, type TaskRequest } from '@aiigo/domain'
import { checkOffer, type Offer } from '@aiigo/sdk'
import { makeJobSpec, makeOffer } from '@aiigo/sdk/testing'
import { describe, expect, test } from '@jest/globals'
import { NO_CAPS } from '../caps/capsSchema.js'
import { decideOffer, type NodeTerms } from './decideOffer.js'

const NOW = 1_800_000_000
const domain = marketplaceDomain(31_337, '0x00000000000000000000000000000000000000aa')
const provider = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const buyer = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'

const sha256OfText = (text: string) => createHash('sha256').update(text).digest('hex')
const offerOf = (changes: Partial<Offer> = {}, request: Partial<TaskRequest> = {}, spec = makeJobSpec()) =>
  makeOffer(changes, { domain, spec, request, now: NOW })

const terms: NodeTerms = {
  nodeId: '0x1122334455667788',
  provider,
  resourceType: 1,
  asks: [{ token: ETH_ADDRESS, rate: 10n ** 18n }],
  freeUnits: 4,
  freeMemoryMiB: 1_024,
  freeDiskMiB: 1_024,
  executors: ['wasm'],
  accepting: true,
  caps: NO_CAPS,
  use: { jobs: 0, diskMiB: 0, bytesToday: 0 },
}

const decide = (offer: Offer, changed: Partial<NodeTerms> = {}) =>
  decideOffer(offer, checkOffer(offer, domain), { ...terms, ...changed }, NOW)

/** A job that serves files, as a client of its own may have stored it. */
const served = (outputs: string[]) => ({
  ...makeJobSpec(),
  program: { kind: 'serve', readers: [buyer], megabytes: 5, chunks: [] } as never,
  resources: { ...makeJobSpec().resources, type: 'NETWORK' as const },
  outputs,
})

describe('decideOffer', () => {
  test('takes what fits', () => {
    expect(decide(offerOf())).toEqual({ accept: true, terms: jobTermsOf(makeJobSpec(), sha256OfText) })
  })

  test.each<[string, Offer, Partial<NodeTerms>, RegExp]>([
    ['another node', offerOf({ nodeId: '0x8877665544332211' }), {}, /for node 0x8877665544332211/],
    ['an offer that has ended', offerOf({ expiresAt: NOW }), {}, /ended 0 s ago/],
    ['a task that can not be assigned any more', offerOf({}, { assignBy: NOW - 5 }), {}, /until 5 s ago/],
    ['its own job', offerOf({}, { buyer: provider }), {}, /same wallet/],
    ['another resource type', offerOf({}, { resourceType: 0 }), {}, /the node is CPU/],
    ['a program it can not run', offerOf(), { executors: ['container'] }, /runs container/],
    ['more units than are free', offerOf(), { freeUnits: 1 }, /needs 2 units, 1 are free/],
    ['more memory than is free', offerOf(), { freeMemoryMiB: 127 }, /128 MiB of memory, 127 are free/],
    ['more disk space than is free', offerOf(), { freeDiskMiB: 5 }, /may need \d+ MiB of disk space, 5 are free/],
    ['a rate below its ask', offerOf({ rate: 10n ** 18n - 1n }), {}, /the node asks 1000000000000000000/],
    [
      'a job that its owner does not want',
      offerOf(),
      { caps: { ...NO_CAPS, jobSeconds: 1 } },
      /the node's owner allows 1 s/,
    ],
    ['a token without a price', offerOf({}, { token: buyer }), {}, /no price in token/],
    ["a rate above the task's limit", offerOf({ rate: 10n ** 19n + 1n }), {}, /above the task's own limit/],
    [
      'a budget below the price of a full run',
      offerOf({}, { budget: 119n * 10n ** 12n }),
      {},
      /full run costs 120000000000000 \(120 × 1000000000000000000 \/ 1000000\), the budget is 119000000000000/,
    ],
    ['an id that could name another folder', offerOf({ id: '../../../home' }), {}, /id is no UUID/],
    ['too little time', offerOf({}, { workSeconds: 59 }), {}, /may run 60 s/],
    [
      'files to serve without the output that has the receipts',
      offerOf({ spec: null }, { resourceType: 2 }, served([])),
      { resourceType: 2, executors: ['serve'] },
      /kind serve has one output.* this one has 0/,
    ],
    ['anything while it drains', offerOf(), { accepting: false }, /no new work/],
    ['a task id of another request', offerOf({ taskId: `0x${'00'.repeat(32)}` }), {}, /digest/],
    [
      'terms of another job',
      offerOf({ terms: jobTermsOf(makeJobSpec({ name: 'other' }), sha256OfText) }),
      {},
      /request binds/,
    ],
    ['a specification of another hash', offerOf({ spec: makeJobSpec({ name: 'other' }) }), {}, /request binds/],
    [
      'a specification against the rules',
      offerOf({ spec: { ...makeJobSpec(), outputs: ['../x'] } }),
      {},
      /breaks the rules/,
    ],
  ])('declines %s', (_, offer, changed, reason) => {
    expect(decide(offer, changed)).toEqual({ accept: false, reason: expect.stringMatching(reason) })
  })
})
