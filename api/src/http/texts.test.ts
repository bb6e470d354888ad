import { makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { storedSpec, submit } from '../testing/jobs.js'
import { type Person, startApi, type TestApi } from '../testing/startApi.js'

let api: TestApi
let person: Person
beforeAll(async () => {
  api = await startApi()
  person = await api.person()
}, 90_000)
afterAll(() => api?.close())

const SUBMIT = `mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } userErrors { code } } }`
const UPSERT = `mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } userErrors { code } } }`
const CANDLES = 'query ($before: DateTime) { priceCandles(input: { resourceType: CPU, before: $before }) { open } }'
const node = (changes: object) => ({
  input: {
    ...{ salt: `0x${'ab'.repeat(32)}`, name: 'a node', resourceType: 'CPU', units: 1, region: 'EU', spec: {} },
    ...changes,
  },
})

describe('what the database can not hold is the client’s fault', () => {
  test.each<[string, string, () => object]>([
    ['a NUL in a job’s name', SUBMIT, () => ({ input: { spec: { ...storedSpec(api), name: 'a\0b' } } })],
    ['half a character in a job’s name', SUBMIT, () => ({ input: { spec: { ...storedSpec(api), name: 'a\ud83d' } } })],
    ['a NUL in an argument', SUBMIT, () => ({ input: { spec: { ...storedSpec(api), args: ['\0'] } } })],
    ['a NUL in a clientRequestId', SUBMIT, () => ({ input: { spec: storedSpec(api), clientRequestId: 'a\0' } })],
    ['half a character in a device’s model', UPSERT, () => node({ spec: { hardware: { model: '\ude00' } } })],
    [
      'a NUL in a class',
      'query ($c: String!) { priceIndex(resourceType: CPU, resourceClass: $c) { median } }',
      () => ({ c: '\0' }),
    ],
    ['a NUL in the text itself', 'mutation { createApiKey(name: "a\\u0000") { key } }', () => ({})],
    ['a moment of the year 275760', CANDLES, () => ({ before: '+275760-09-13T00:00:00.000Z' })],
    ['a moment before the year 1', CANDLES, () => ({ before: '0000-01-01T00:00:00Z' })],
    [
      'a number of 78 nines',
      'query ($n: BigInt!) { depositTransaction(token: "ETH", amount: $n) { to } }',
      () => ({ n: '9'.repeat(78) }),
    ],
  ])('%s', async (_what, query, variables) => {
    const { errors } = await person.ask(query, variables())
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
  })

  test('but emojis, and texts up to the last bit, are fine', async () => {
    expect((await submit(person, { ...storedSpec(api), name: 'a 😀' })).job.id).toBeDefined()
    const made = await person.ask(UPSERT, node({ spec: { hardware: { model: '😀' } } }))
    expect(made.data.upsertNode.userErrors).toEqual([])
  })
})

test('a foreign job is unknown, like one that does not exist, whatever is asked about it', async () => {
  const { job } = await submit(person, storedSpec(api))
  const stranger = await api.person()
  await makeNode(api.storage.fork(), { provider: stranger.address })
  for (const id of [job.id, '6a1f0c3e-0000-4000-8000-000000000000', 'x']) {
    expect((await stranger.ask('query ($id: ID!) { job(id: $id) { id } }', { id })).data).toEqual({ job: null })
    const logs = await stranger.ask('query ($id: ID!) { jobLogs(jobId: $id) { seq } }', { id })
    expect(logs.errors?.[0]?.extensions.code).toBe('JOB_UNKNOWN')
    const cancelled = await stranger.ask('mutation ($id: ID!) { cancelJob(jobId: $id) { userErrors { code } } }', {
      id,
    })
    expect(cancelled.data.cancelJob.userErrors).toEqual([{ code: 'JOB_UNKNOWN' }])
    const live = await stranger
      .socket()
      .iterate({ query: 'subscription ($id: ID!) { jobStatus(jobId: $id) { seq } }', variables: { id } })
      .next()
      .catch((errors: unknown) => ({ value: { errors } }))
    expect(live.value).toMatchObject({ errors: [{ extensions: { code: 'JOB_UNKNOWN' } }] })
  }
})
