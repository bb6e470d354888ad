import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { serverAudits } from 'graphql-http'
import { startApi, type TestApi } from '../testing/startApi.js'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

describe('GraphQL over HTTP, by the audit suite of graphql-http', () => {
  const audits = serverAudits({ url: () => api.url, fetchFn: fetch })

  test('has all its audits', () => {
    expect(audits).toHaveLength(61)
  })
  test.each(audits.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn()
    expect([result.status, 'reason' in result ? result.reason : null]).toEqual(['ok', null])
  })
})

describe('the same codes over HTTP and WebSocket', () => {
  const overSocket = async (query: string, variables: Record<string, unknown> = {}) => {
    try {
      for await (const { errors } of api.socket().iterate({ query, variables })) if (errors) return codesOf(errors)
    } catch (errors) {
      return codesOf(errors)
    }
    return []
  }
  const codesOf = (errors: unknown) =>
    (errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code)
  const overHttp = async (query: string, variables = {}) => codesOf((await api.ask(query, variables)).errors)

  test.each([
    ['that can not be read', '{', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['that does not fit the schema', '{ weather }', 'subscription { weather }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with a variable that does not fit',
      'query ($n: Int!) { nodes(first: $n) { id } }',
      'subscription ($n: Int!) { jobLogs(jobId: "x", afterSeq: $n) { seq } }',
      { n: 'many' },
      'BAD_USER_INPUT',
    ],
  ])('for an operation %s', async (_what, query, subscription, variables, code) => {
    expect(await overHttp(query, variables)).toEqual([code])
    expect(await overSocket(subscription, variables)).toEqual([code])
  })

  test('for a subscription over HTTP', async () => {
    const { status, errors } = await api.ask('subscription { nodeAvailability { nodeId } }')
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST'])
  })
})

test('a GET that a page of another origin can cause stays refused', async () => {
  // Not by fetch, which says by itself that it keeps to CORS.
  const status = (query: string, headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      get(`${api.url}?query=${encodeURIComponent(query)}`, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).once('error', reject)
    })
  const query = '{ platform { chainId } }'
  expect(await status(query, { accept: 'application/json' })).toBe(200)
  expect(await status(query, { accept: '*/*', 'sec-fetch-mode': 'cors' })).toBe(200)
  expect(await status(query, { accept: '*/*' })).toBe(400)
  expect(await status(query, { accept: 'image/avif,image/webp,*/*', 'sec-fetch-mode': 'no-cors' })).toBe(400)
  expect(await status(query, { accept: 'application/json', 'sec-fetch-mode': 'no-cors' })).toBe(400)
  expect(await status(query, { accept: 'application/json', 'sec-fetch-mode': 'navigate' })).toBe(400)
  expect(await status('mutation { siweNonce { nonce } }', { accept: 'application/json' })).toBe(405)
})
