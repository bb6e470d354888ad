import { expect, test } from '@jest/globals'
import { NetworkError } from './errors.js'
import { sendOperation } from './sendOperation.js'
import { browserFetch } from './testing/browserFetch.js'

const options = {
  url: 'http://api/graphql',
  authorization: async () => null,
  backoff: { attempts: 1, baseMs: 1, maxMs: 1 },
  repeatable: true,
}

test('calls fetch as browsers want it: not as a method of its options', async () => {
  const { fetch } = browserFetch(() => Response.json({ data: { ok: true } }))
  expect(await sendOperation({ query: '{ ok }' }, { ...options, fetch })).toEqual({ ok: true })
})

test('sends amounts as decimal text, however deep in the variables', async () => {
  const { fetch, requests } = browserFetch(() => Response.json({ data: {} }))
  const variables = { amount: 10n ** 30n, input: { usage: [0n, 7n], count: 3, none: null } }
  await sendOperation({ query: '{ ok }', variables }, { ...options, fetch })
  expect(JSON.parse(requests[0]?.init?.body as string)).toEqual({
    query: '{ ok }',
    variables: { amount: `1${'0'.repeat(30)}`, input: { usage: ['0', '7'], count: 3, none: null } },
  })
})

test('an answer that is none of the API’s is a NetworkError that quotes it', async () => {
  const { fetch } = browserFetch(() => new Response('<html>502</html>', { status: 502 }))
  const sending = sendOperation({ query: '{ ok }' }, { ...options, fetch })
  await expect(sending).rejects.toBeInstanceOf(NetworkError)
  await expect(sending).rejects.toThrow('HTTP 502: <html>502</html>')
})
