import { Attempt, appendLogParts, inTransaction, Job, moveJob, Node } from '@aiigo/storage'
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

test('each attempt has its node’s present name, where its provider gave one', async () => {
  const buyer = await api.person()
  const { job } = await submit(buyer, storedSpec(api))
  const em = api.storage.fork()
  await inTransaction(api.storage, async (inside) =>
    moveJob(inside, await inside.findOneOrFail(Job, { id: job.id }), 'QUEUED'),
  )
  const ids: string[] = []
  for (const name of ['attic', 'cellar', '']) {
    const { id, asks } = await makeNode(em, { name })
    const offer = await makeOffer(api.storage, await api.storage.fork().findOneOrFail(Job, { id: job.id }), {
      id,
      asks,
    })
    await em.nativeUpdate(Attempt, { id: offer?.id as string }, { state: 'DECLINED' })
    await em.nativeUpdate(Job, { id: job.id }, { state: 'QUEUED', nodeId: null })
    ids.push(id)
  }
  await em.nativeUpdate(Node, { id: ids[1] as string }, { name: 'vault' })
  const { data } = await buyer.ask('query ($id: ID!) { job(id: $id) { attemptList { nodeId nodeName } } }', {
    id: job.id,
  })
  expect(data.job.attemptList).toEqual([
    { nodeId: ids[0], nodeName: 'attic' },
    { nodeId: ids[1], nodeName: 'vault' },
    { nodeId: ids[2], nodeName: null },
  ])
})

test('a provider reads the log of its own attempts alone, also live', async () => {
  const [buyer, first, second] = [await api.person(), await api.person(), await api.person()]
  const { job } = await submit(buyer, storedSpec(api))
  const em = api.storage.fork()
  const queued = () =>
    inTransaction(api.storage, async (inside) =>
      moveJob(inside, await inside.findOneOrFail(Job, { id: job.id }), 'QUEUED'),
    )
  const works = async (person: typeof buyer, number: number) => {
    const node = await makeNode(em, { provider: person.address })
    const offer = await makeOffer(api.storage, (await em.findOneOrFail(Job, { id: job.id })) as Job, node)
    await em.nativeUpdate(Attempt, { id: offer?.id as string }, { state: 'EXECUTING', number })
    return offer?.id as string
  }
  const prints = (attemptId: string, text: string) =>
    inTransaction(api.storage, (inside) =>
      appendLogParts(inside, { id: attemptId, jobId: job.id }, [
        { stream: 'STDOUT', at: new Date().toISOString(), text: `${text}\n` },
      ]),
    )
  const LOGS = `query ($id: ID!) { jobLogs(jobId: $id, afterSeq: 0, first: 9) { seq text }
    jobLogParts(jobId: $id, afterSeq: 0, first: 9) { seq text } }`
  const read = async (person: typeof buyer) => {
    const { data } = await person.ask(LOGS, { id: job.id })
    const parts = data.jobLogParts.map(({ seq, text }: { seq: number; text: string }) => ({ seq, text: text.trim() }))
    expect(parts).toEqual(data.jobLogs)
    return data.jobLogs.map(({ seq, text }: { seq: number; text: string }) => `${seq} ${text}`)
  }

  await queued()
  const one = await works(first, 1)
  await prints(one, 'from the first')
  await em.nativeUpdate(Attempt, { id: one }, { state: 'TIMED_OUT' })
  await em.nativeUpdate(Job, { id: job.id }, { state: 'QUEUED', nodeId: null })
  const two = await works(second, 2)
  const live = first.socket().iterate<{ jobLogs: { text: string }[] }>({
    query: 'subscription ($id: ID!) { jobLogs(jobId: $id, afterSeq: 0) { text } }',
    variables: { id: job.id },
  })
  expect((await live.next()).value?.data?.jobLogs).toEqual([{ text: 'from the first' }])
  const later = live.next()
  await prints(two, 'patient 4711: positive')
  await prints(one, 'the first, at its end')
  expect((await later).value?.data?.jobLogs).toEqual([{ text: 'the first, at its end' }])
  await live.return?.()

  expect(await read(first)).toEqual(['1 from the first', '3 the first, at its end'])
  expect(await read(second)).toEqual(['2 patient 4711: positive'])
  expect(await read(buyer)).toHaveLength(3)
})
