import { Job, Node } from '@aiigo/storage'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { storedSpec, submit } from '../testing/jobs.js'
import { startApi, type TestApi } from '../testing/startApi.js'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

const SUBMIT = 'mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } userErrors { code } } }'

test('a wallet that never paid has few jobs that wait for money, also when it submits many at once', async () => {
  const buyer = await api.person()
  // On a busy machine some wait too long for a place, are told to come again, and come again.
  const submitsOnce = async (): Promise<{ submitJob: { userErrors: { code: string }[] } }> => {
    for (;;) {
      const answer = await buyer.ask(SUBMIT, { input: { spec: storedSpec(api), waitForNode: true } })
      if (answer.errors?.[0]?.extensions.code !== 'UNAVAILABLE') return answer.data
    }
  }
  const answers = await Promise.all(Array.from({ length: 60 }, submitsOnce))
  const codes = answers.flatMap(({ submitJob }) => submitJob.userErrors.map(({ code }) => code))
  expect(codes).toEqual(Array.from({ length: 10 }, () => 'TOO_MANY_UNFUNDED_JOBS'))
  expect(await api.storage.fork().count(Job, { buyer: buyer.address })).toBe(50)
  // One whose job ran has more room, and others are not concerned.
  await api.storage.fork().execute('update job set attempts = 1 where id = (select id from job limit 1)')
  expect((await submit(buyer, storedSpec(api))).job.id).toBeDefined()
  expect((await submit(await api.person(), storedSpec(api))).job.id).toBeDefined()
}, 180_000)

test('a wallet describes few nodes that the chain does not know, and nobody hears of them', async () => {
  const provider = await api.person()
  const describe = (salt: number) =>
    provider.ask(
      'mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } userErrors { code } } }',
      {
        input: {
          ...{ name: 'a node', resourceType: 'CPU', units: 1, region: 'EU', spec: {} },
          salt: `0x${salt.toString(16).padStart(64, '0')}`,
        },
      },
    )
  const first = await describe(1)
  const answers = await Promise.all(Array.from({ length: 70 }, (_, i) => describe(100 + i)))
  expect(answers.filter(({ data }) => data.upsertNode.userErrors.length === 0)).toHaveLength(49)
  expect((await describe(51)).data.upsertNode.userErrors).toEqual([{ code: 'TOO_MANY_NODES' }])
  expect((await describe(1)).data.upsertNode.userErrors).toEqual([])
  expect(await api.storage.fork().count(Node, { provider: provider.address })).toBe(50)

  const beat =
    'mutation ($id: Bytes!) { heartbeat(input: { nodeId: $id, runningOfferIds: [] }) { userErrors { code } } }'
  expect((await provider.ask(beat, { id: first.data.upsertNode.node.id })).data.heartbeat.userErrors).toEqual([])
  expect(await api.storage.fork().execute("select count(*)::int as count from event where topic = 'nodes'")).toEqual([
    { count: 0 },
  ])
}, 60_000)
