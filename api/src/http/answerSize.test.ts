import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeJob, makeJobSpec, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Person, startApi, type TestApi } from '../testing/startApi.js'

const MIB = 1024 * 1024

/** A subgraph whose answers never end, and how much of them was read. */
const endless = { bytes: 0, open: 0 }
let subgraph: Server
let api: TestApi
let buyer: Person

beforeAll(async () => {
  subgraph = createServer((request, response) => {
    request.resume()
    endless.open++
    response.once('close', () => endless.open--)
    response.setHeader('content-type', 'application/json').write('{"data":{"tasks":[],"_meta":null,"x":"')
    const chunk = 'x'.repeat(64 * 1024)
    const send = (): void => {
      while (!response.destroyed) {
        endless.bytes += chunk.length
        if (!response.write(chunk)) return void response.once('drain', send)
      }
    }
    send()
  })
  await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve))
  api = await startApi({ SUBGRAPH_URL: `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}` })
  buyer = await api.person()
}, 90_000)
afterAll(async () => {
  await api?.close()
  subgraph?.closeAllConnections()
  subgraph?.close()
})

test('an answer of the subgraph is left off as soon as it is larger than an answer may be', async () => {
  const { status, errors, data } = await api.ask('{ tasks(first: 1) { id } }')
  expect([status, errors?.map(({ extensions }) => extensions.code), data]).toEqual([400, ['ANSWER_TOO_LARGE'], null])
  await until(() => endless.open === 0)
  // 16 MiB and the buffers of both ends of the connection.
  expect(endless.bytes).toBeGreaterThan(16 * MIB)
  expect(endless.bytes).toBeLessThan(32 * MIB)
})

test('texts of the own database are counted while an answer is made', async () => {
  const spec = { ...makeJobSpec(), name: 'x'.repeat(MIB) }
  const { id } = await makeJob(api.storage.fork(), { buyer: buyer.address, spec })
  const ask = (times: number) =>
    buyer.ask(`query ($id: ID!) { ${Array.from({ length: times }, (_, i) => `a${i}: job(id: $id) { spec }`)} }`, { id })
  const small = await ask(9)
  expect([small.status, small.data.a8.spec.name.length]).toEqual([200, MIB])
  for (const times of [10, 20]) {
    const { status, errors, data, extensions } = await ask(times)
    const codes = errors?.map(({ extensions: { code } }) => code)
    expect([times, status, codes, data]).toEqual([times, 400, ['ANSWER_TOO_LARGE'], null])
    expect(extensions.cost.requested).toBeGreaterThan(0)
  }
})
