import { Attempt, inTransaction, Job, moveJob } from '@aiigo/storage'
import { makeNode, makeOffer } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { storedSpec, submit } from '../../testing/jobs.js'
import { startApi, type TestApi } from '../../testing/startApi.js'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

const JOB = 'query ($id: ID!) { job(id: $id) { name spec specHash result { manifestCid } } }'

test('a provider sees the specification while it works on the job, and its terms alone afterwards', async () => {
  const [buyer, provider] = [await api.person(), await api.person()]
  const spec = storedSpec(api)
  const { job } = await submit(buyer, spec)
  const em = api.storage.fork()
  const node = await makeNode(em, { provider: provider.address })
  const queued = await inTransaction(api.storage, async (inside) =>
    moveJob(inside, await inside.findOneOrFail(Job, { id: job.id }), 'QUEUED'),
  )
  const offer = await makeOffer(api.storage, queued as Job, node)
  const seenBy = async (person: typeof buyer, state: Attempt['state']) => {
    await em.nativeUpdate(Attempt, { id: offer?.id as string }, { state, number: 1 })
    return JSON.stringify((await person.ask(JOB, { id: job.id })).data.job)
  }
  for (const state of ['ASSIGNED', 'EXECUTING', 'SUBMITTED'] as const) {
    expect(await seenBy(provider, state)).toContain(spec.program.cid)
  }
  for (const state of ['RELEASED', 'TIMED_OUT', 'REJECTED'] as const) {
    const seen = await seenBy(provider, state)
    for (const secret of [spec.program.cid, spec.program.sha256, spec.name, spec.salt])
      expect(seen).not.toContain(secret)
    expect(seen).toContain(job.taskId ? 'concealed' : '')
  }
  expect(await seenBy(buyer, 'RELEASED')).toContain(spec.program.cid)
})
