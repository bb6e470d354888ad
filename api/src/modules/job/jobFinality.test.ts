import { Job, writeCursor } from '@aiigo/storage'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { storedSpec, submit } from '../../testing/jobs.js'
import { type Person, startApi, type TestApi } from '../../testing/startApi.js'

let api: TestApi
let buyer: Person

beforeAll(async () => {
  api = await startApi({ CONFIRMATIONS: '12' })
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())

describe('how sure the end of a job is', () => {
  test('counts the blocks since the chain showed it, up to the confirmations that make it final', async () => {
    const { job } = await submit(buyer, storedSpec(api))
    const em = api.storage.fork()
    const finality = async (changes: Partial<Job>, head: number) => {
      await em.nativeUpdate(Job, { id: job.id }, changes)
      await writeCursor(em, 'subgraph', head, null)
      api.advance(1_000)
      const { data } = await buyer.ask(
        'query ($id: ID!) { job(id: $id) { finality { confirmations required final } } }',
        { id: job.id },
      )
      return data.job.finality
    }
    expect(await finality({}, 100)).toBeNull()
    expect(await finality({ state: 'TIMED_OUT' }, 100)).toBeNull()
    const open = { required: 12, final: false }
    expect(await finality({ state: 'PAID' }, 100)).toEqual({ ...open, confirmations: 0 })
    expect(await finality({ endedBlock: 100 }, 103)).toEqual({ ...open, confirmations: 3 })
    // The follower is behind what the chain showed to the worker.
    expect(await finality({}, 98)).toEqual({ ...open, confirmations: 0 })
    expect(await finality({}, 400)).toEqual({ ...open, confirmations: 12 })
    expect(await finality({ final: true }, 98)).toEqual({ required: 12, final: true, confirmations: 12 })
    expect(await finality({ state: 'CANCELLED', refunded: true, final: false }, 101)).toMatchObject({
      confirmations: 1,
    })
  })
})
