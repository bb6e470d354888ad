import { createHash } from 'node:crypto'
import { marketplaceDomain, taskIdOf } from '@aiigo/chain'
import { canonicalJson, ETH_ADDRESS, type JobSpec, type TaskRequest } from '@aiigo/domain'
import { checkOffer, type Offer } from '@aiigo/sdk'
import { describe, expect, test } from '@jest/globals'
import { decideOffer, type NodeTerms } from './decideOffer.js'

const NOW = 1_800_000_000
const domain = marketplaceDomain(31_337, '0x00000000000000000000000000000000000000aa')
const provider = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const buyer = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'

function makeSpec(overrides: Partial<JobSpec> = {}): JobSpec {
  return {
    version: 1,
    name: 'words',
    program: { kind: 'wasm', cid: `bafkrei${'a'.repeat(52)}`, sha256: '11'.repeat(32), size: 1_000 },
    args: [],
    inputs: [],
    outputs: ['out.json'],
    resources: { type: 'CPU', units: 2, memoryMiB: 128 },
    limits: { seconds: 60, outputMiB: 4 },
    budget: { token: 'ETH', amount: '0.001' },
    deadlines: { fundSeconds: 900, assignSeconds: 600, windowSeconds: 600 },
    verification: { mode: 'NONE' },
    profile: 'balanced',
    retries: 3,
    allow: [],
    deny: [],
    ...overrides,
  }
}

function makeOffer(overrides: Partial<Offer> = {}, spec = makeSpec(), request: Partial<TaskRequest> = {}): Offer {
  const full: TaskRequest = {
    jobId: `0x${'01'.repeat(32)}`,
    buyer,
    token: ETH_ADDRESS,
    budget: 10n ** 15n,
    maxRate: 10n ** 19n,
    maxUsage: 120n,
    resourceType: 1,
    units: 1,
    workSeconds: 90,
    windowSeconds: 600,
    fundBy: NOW + 900,
    assignBy: NOW + 1_500,
    maxFeeBps: 800,
    matcher: ETH_ADDRESS,
    specHash: `0x${createHash('sha256').update(canonicalJson(spec)).digest('hex')}`,
    ...request,
  }
  return {
    id: 'f81d4fae-7dec-51d0-a765-00a0c91e6bf6',
    jobId: '01010101-0101-4101-8101-010101010101',
    taskId: taskIdOf(domain, full),
    nodeId: '0x1122334455667788',
    state: 'OFFERED',
    attempt: 1,
    rate: 10n ** 18n,
    expiresAt: NOW + 10,
    dueAt: null,
    request: full,
    spec,
    ...overrides,
  }
}

const terms: NodeTerms = {
  nodeId: '0x1122334455667788',
  provider,
  resourceType: 1,
  asks: [{ token: ETH_ADDRESS, rate: 10n ** 18n }],
  freeUnits: 4,
  freeMemoryMiB: 1_024,
  executors: ['wasm'],
  accepting: true,
}

const decide = (offer: Offer, changed: Partial<NodeTerms> = {}) =>
  decideOffer(offer, checkOffer(offer, domain), { ...terms, ...changed }, NOW)

describe('decideOffer', () => {
  test('takes what fits', () => {
    expect(decide(makeOffer())).toEqual({ accept: true, spec: makeSpec() })
  })

  test.each<[string, Offer, Partial<NodeTerms>, RegExp]>([
    ['another node', makeOffer({ nodeId: '0x8877665544332211' }), {}, /for node 0x8877665544332211/],
    ['an offer that has ended', makeOffer({ expiresAt: NOW }), {}, /ended 0 s ago/],
    ['a task that can not be assigned any more', makeOffer({}, makeSpec(), { assignBy: NOW - 5 }), {}, /until 5 s ago/],
    ['its own job', makeOffer({}, makeSpec(), { buyer: provider }), {}, /same wallet/],
    ['another resource type', makeOffer({}, makeSpec(), { resourceType: 0 }), {}, /the node is CPU/],
    ['a program it can not run', makeOffer(), { executors: ['container'] }, /runs container/],
    ['more units than are free', makeOffer(), { freeUnits: 1 }, /needs 2 units, 1 are free/],
    ['more memory than is free', makeOffer(), { freeMemoryMiB: 127 }, /128 MiB of memory, 127 are free/],
    ['a rate below its ask', makeOffer({ rate: 10n ** 18n - 1n }), {}, /the node asks 1000000000000000000/],
    ['a token without a price', makeOffer({}, makeSpec(), { token: buyer }), {}, /no price in token/],
    ["a rate above the task's limit", makeOffer({ rate: 10n ** 19n + 1n }), {}, /above the task's own limit/],
    [
      'a budget below the price of a full run',
      makeOffer({}, makeSpec(), { budget: 119n * 10n ** 12n }),
      {},
      /full run costs 120000000000000 \(120 × 1000000000000000000 \/ 1000000\), the budget is 119000000000000/,
    ],
    ['an id that could name another folder', makeOffer({ id: '../../../home' }), {}, /id is no UUID/],
    ['too little time', makeOffer({}, makeSpec(), { workSeconds: 59 }), {}, /may run 60 s/],
    ['anything while it drains', makeOffer(), { accepting: false }, /no new work/],
    ['a task id of another request', makeOffer({ taskId: `0x${'00'.repeat(32)}` }), {}, /digest/],
    ['a specification of another hash', makeOffer({ spec: makeSpec({ name: 'other' }) }), {}, /request binds/],
    [
      'a specification against the rules',
      makeOffer({ spec: { ...makeSpec(), outputs: ['../x'] } }),
      {},
      /breaks the rules/,
    ],
  ])('declines %s', (_, offer, changed, reason) => {
    expect(decide(offer, changed)).toEqual({ accept: false, reason: expect.stringMatching(reason) })
  })
})
