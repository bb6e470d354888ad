import { countCapacity } from '@aiigo/domain'
import { capacityFacts, inTransaction, storeCapacity } from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type Person, startApi, type TestApi } from '../../testing/startApi.js'

const CAPACITY = `query ($type: ResourceType, $region: String) { capacity(resourceType: $type, region: $region) {
  asOf tiers { resourceType region tier nodes supplyUnits freeUnits plannedUnits targetUnits headroomUnits }
  demand { resourceType region runningUnits waitingUnits demandUnits plannedUnits }
  alerts { code severity resourceType region tier message since } plans { tier region cloud units upUnits }
  benchmarks { resourceType region token ownedRate ownedNodes communityRate } } }`
const SET = `mutation ($input: SetTierCapacityInput!) { setTierCapacity(input: $input) {
  plans { tier resourceType region cloud units upUnits } userErrors { code field message } } }`
const ETH = '0x0000000000000000000000000000000000000000'

let api: TestApi
let operator: Person
beforeAll(async () => {
  const account = privateKeyToAccount(generatePrivateKey())
  api = await startApi({ OPERATOR_ADDRESSES: ` ${account.address}, 0x${'12'.repeat(20)}` })
  operator = await api.person(account)
}, 90_000)
afterAll(() => api?.close())

const plan = (changes: object = {}) => ({ tier: 'OWNED', resourceType: 'CPU', region: 'EU', units: 8, ...changes })
const count = () => inTransaction(api.storage, async (em) => storeCapacity(em, countCapacity(await capacityFacts(em))))

test('there is no answer before the first count', async () => {
  expect((await api.ask(CAPACITY)).data).toEqual({ capacity: null })
})

test('only the operator plans, and only what makes sense', async () => {
  const stranger = await api.person()
  expect((await api.ask(SET, { input: plan() })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  expect((await stranger.ask(SET, { input: plan() })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  const refused = (await operator.ask(SET, { input: plan({ region: 'AF', units: -1 }) })).data.setTierCapacity
  expect(refused.plans).toEqual([])
  expect(refused.userErrors.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
    ['PLAN_INVALID', 'input.region'],
    ['PLAN_INVALID', 'input.units'],
  ])
})

test('the operator’s plan, supply, demand, alerts and the benchmark of its own nodes are there to see', async () => {
  const em = api.storage.fork()
  for (const rate of ['300', '100', '200']) {
    await makeNode(em, { tier: 'OWNED', units: 2, asks: { [ETH]: rate }, region: 'EU' })
  }
  for (const rate of ['50', '70']) await makeNode(em, { units: 1, asks: { [ETH]: rate } })
  await makeNode(em, { tier: 'CLOUD', units: 5, region: 'US', spec: { cloud: 'GCP' } })
  await makeNode(em, { tier: 'CLOUD', units: 3, region: 'US', spec: { cloud: 'AWS' } })
  await makeJob(em, { state: 'QUEUED', units: 10 })
  for (const cloud of ['GCP', 'AZURE']) {
    const { data } = await operator.ask(SET, { input: plan({ tier: 'CLOUD', cloud, region: 'US', units: 4 }) })
    expect(data.setTierCapacity.userErrors).toEqual([])
  }
  await operator.ask(SET, { input: plan() })
  await count()

  const { capacity } = (await api.ask(CAPACITY, { type: 'CPU' })).data
  const row = (region: string, tier: string) =>
    capacity.tiers.find((one: { region: string; tier: string }) => one.region === region && one.tier === tier)
  expect(row('EU', 'OWNED')).toMatchObject({ nodes: 3, supplyUnits: 6, freeUnits: 6, plannedUnits: 8, targetUnits: 0 })
  expect(row('US', 'CLOUD')).toMatchObject({ supplyUnits: 8, plannedUnits: 8 })
  expect(row('ALL', 'COMMUNITY')).toMatchObject({ plannedUnits: null, targetUnits: 5, headroomUnits: -3 })
  expect(row('SA', 'OWNED')).toMatchObject({ targetUnits: null, headroomUnits: null })
  expect(capacity.demand.find(({ region }: { region: string }) => region === 'ALL')).toMatchObject({
    waitingUnits: 10,
    demandUnits: 10,
    plannedUnits: 10,
  })
  expect(capacity.plans).toEqual([
    { tier: 'CLOUD', region: 'US', cloud: 'AZURE', units: 4, upUnits: 0 },
    { tier: 'CLOUD', region: 'US', cloud: 'GCP', units: 4, upUnits: 5 },
    { tier: 'OWNED', region: 'EU', cloud: null, units: 8, upUnits: 6 },
  ])
  expect(capacity.alerts).toContainEqual(
    expect.objectContaining({ code: 'PLAN_NOT_MET', severity: 'CRITICAL', region: 'EU', tier: 'OWNED' }),
  )
  expect(capacity.benchmarks).toEqual([
    { resourceType: 'CPU', region: 'EU', token: ETH, ownedRate: '200', ownedNodes: 3, communityRate: '50' },
  ])
})

test('one type and region can be asked for alone', async () => {
  const only = async (variables: object) => (await api.ask(CAPACITY, variables)).data.capacity
  const eu = await only({ type: 'CPU', region: 'EU' })
  expect([eu.tiers.length, eu.demand.length, eu.plans.length, eu.benchmarks.length]).toEqual([3, 1, 1, 1])
  const all = await only({ region: 'ALL' })
  expect([all.tiers.length, all.demand.length, all.plans.length, all.benchmarks.length]).toEqual([15, 5, 3, 1])
  expect((await only({ type: 'GPU' })).plans).toEqual([])
  expect((await api.ask(CAPACITY, { region: 'MARS' })).errors?.[0]).toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
    message: expect.stringContaining('MARS'),
  })
})

test('zero ends a plan, and its alert ends with the next count', async () => {
  const { data } = await operator.ask(SET, { input: plan({ units: 0 }) })
  expect(data.setTierCapacity.plans.map(({ cloud }: { cloud: string }) => cloud)).toEqual(['AZURE', 'GCP'])
  await count()
  const { capacity } = (await api.ask(CAPACITY, { type: 'CPU', region: 'EU' })).data
  expect(capacity.alerts.filter(({ code }: { code: string }) => code === 'PLAN_NOT_MET')).toEqual([])
})
