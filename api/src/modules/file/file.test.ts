import { acceptanceTypedData, marketplaceDomain, resultTypedData } from '@aiigo/chain'
import { contentIdOf, ETH_ADDRESS, type ProgramJob } from '@aiigo/domain'
import { createFileGrants } from '@aiigo/service'
import { Attempt, appendLogParts, inTransaction, Job, JobLog, moveJob } from '@aiigo/storage'
import { makeNode, makeOffer, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { assignJob, offerJob } from '../../testing/attempts.js'
import { storedSpec, submit } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { FILE_GRANT_SECRET } from '../../testing/startRemotes.js'

const GRANT = 'query ($id: ID!) { fileGrant(jobId: $id) { token url expiresAt } }'
const STORE = '{ storeGrant { token url expiresAt } }'
const DELETE = 'mutation ($id: ID!) { deleteJobFiles(jobId: $id) { jobId userErrors { code field } } }'
const OFFERS = 'query ($ids: [Bytes!]!) { offers(nodeIds: $ids) { id state terms spec } }'
const UPSERT = 'mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } userErrors { code } } }'
const ACCEPT = `mutation ($id: ID!, $expiry: Int!, $signature: Bytes!) {
  acceptOffer(offerId: $id, attempt: 1, expiry: $expiry, signature: $signature) { userErrors { code } } }`
const RESULT = `mutation ($id: ID!, $input: SubmitResultInput!) {
  submitResult(offerId: $id, input: $input) { userErrors { code message } } }`

const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)
const grants = createFileGrants(FILE_GRANT_SECRET)
const ASKS = { [ETH_ADDRESS]: '7' }
const cid = (letter: string) => `bafkrei${letter.repeat(52)}`
const input = { as: 'secret.csv', cid: contentIdOf('bb'.repeat(32)), sha256: 'bb'.repeat(32), size: 5 }
const output = { cid: cid('d'), sha256: 'dd'.repeat(32), size: 6 }

let api: TestApi
let buyer: Person
let provider: Person
let stranger: Person
let nodeId: Hex
let jobId: string
let taskId: Hex
let offerId: string

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
  stranger = await api.person()
}, 90_000)
afterAll(() => api?.close())

beforeEach(async () => {
  provider = await api.person()
  api.remotes.blobs.set(input.cid, input.size)
  const described = { salt: `0x${'11'.repeat(32)}`, name: 'n', resourceType: 'CPU', units: 4, region: 'EU' }
  const { data } = await provider.ask(UPSERT, { input: { ...described, spec: { memoryMiB: 2048 } } })
  nodeId = data.upsertNode.node.id
  const { job } = await submit(buyer, storedSpec(api, { inputs: [input], args: ['--password', 'hunter2'] }))
  jobId = job.id
  taskId = job.taskId
  offerId = (await offerJob(api, jobId, { id: nodeId, asks: ASKS })).id
})

const spec = async () => (await api.storage.fork().findOneOrFail(Job, { id: jobId })).spec as ProgramJob

/** The content ids that a person's grant covers, by their holder; null without a grant. */
async function readable(person: Person): Promise<Readonly<Record<string, readonly string[]>> | null> {
  const { data, errors } = await person.ask(GRANT, { id: jobId })
  expect(errors).toBeUndefined()
  if (!data.fileGrant) return null
  const { holder, read = {}, store, keepUntil, forget } = await grants.check(data.fileGrant.token)
  expect([holder, store, keepUntil, forget]).toEqual([person.address, undefined, undefined, undefined])
  return read
}

async function accepts(): Promise<void> {
  const expiry = Math.floor(Date.now() / 1_000) + 300
  const message = { taskId, attempt: 1, nodeId, rate: 7n, expiry }
  const signature = await provider.account.signTypedData(acceptanceTypedData(domain, message))
  const { data } = await provider.ask(ACCEPT, { id: offerId, expiry, signature })
  expect(data.acceptOffer.userErrors).toEqual([])
}

async function delivers(): Promise<void> {
  const sha = 'cd'.repeat(32)
  const result = { taskId, attempt: 1, nodeId, usage: 4n, resultHash: `0x${sha}` } as const
  const signature = await provider.account.signTypedData(resultTypedData(domain, result))
  const { outputs } = await spec()
  const files = outputs.slice(0, 1).map((name) => ({ name, ...output }))
  const fields = { manifestCid: cid('c'), manifestSha256: sha, usage: '4', exitCode: 0, outputs: files, signature }
  const { data } = await provider.ask(RESULT, { id: offerId, input: fields })
  expect(data.submitResult.userErrors).toEqual([])
}

const moves = (to: 'DISPUTED' | 'PAID') =>
  inTransaction(api.storage, async (em) => moveJob(em, await em.findOneOrFail(Job, { id: jobId }), to))

describe('a job’s files', () => {
  it('are read by each party exactly as long as it needs them', async () => {
    const { program } = await spec()
    const before = { [buyer.address]: [program.cid, input.cid] }
    const all = { ...before, [provider.address]: [cid('c'), output.cid] }
    const who = async () => [await readable(buyer), await readable(provider), await readable(stranger)]

    expect(await who()).toEqual([before, null, null])
    await accepts()
    expect(await who()).toEqual([before, null, null])
    await assignJob(api, jobId, offerId, nodeId)
    expect(await who()).toEqual([before, before, null])
    await delivers()
    expect(await who()).toEqual([all, null, null])

    const judge = await api.person()
    api.remotes.panel.splice(0, 3, judge.account.address)
    expect(await readable(judge)).toBeNull()
    await moves('DISPUTED')
    expect([...(await who()), await readable(judge)]).toEqual([all, null, null, all])
    await moves('PAID')
    expect([...(await who()), await readable(judge)]).toEqual([all, null, null, null])
  })

  it('have secrets among them, which are for the node at work alone', async () => {
    const own = { names: ['TOKEN'], cid: cid('e'), sha256: 'ee'.repeat(32), size: 100 }
    await api.storage.fork().nativeUpdate(Job, { id: jobId }, { spec: { ...(await spec()), secrets: own } })
    const isGranted = async (person: Person) => JSON.stringify(await readable(person)).includes(own.cid)
    const judge = await api.person()
    const who = async () => [await isGranted(buyer), await isGranted(provider), await isGranted(judge)]
    await accepts()
    expect(await who()).toEqual([false, false, false])
    await assignJob(api, jobId, offerId, nodeId)
    expect(await who()).toEqual([false, true, false])
    await delivers()
    api.remotes.panel.splice(0, 3, judge.account.address)
    await moves('DISPUTED')
    expect(await who()).toEqual([false, false, false])
  })

  it('are read no more by a node that had the job and lost it, only by the node that has it now', async () => {
    const { program } = await spec()
    const inputs = { [buyer.address]: [program.cid, input.cid] }
    await accepts()
    await assignJob(api, jobId, offerId, nodeId)
    expect(await readable(provider)).toEqual(inputs)
    const em = api.storage.fork()
    for (const state of ['RELEASED', 'TIMED_OUT', 'REJECTED'] as const) {
      await em.nativeUpdate(Attempt, { id: offerId }, { state })
      expect(await readable(provider)).toBeNull()
    }
    await em.nativeUpdate(Job, { id: jobId }, { state: 'QUEUED', nodeId: null })
    const next = await api.person()
    const node = await makeNode(em, { provider: next.address })
    const offer = await makeOffer(api.storage, await api.storage.fork().findOneOrFail(Job, { id: jobId }), node)
    expect([await readable(provider), await readable(next)]).toEqual([null, null])
    await em.nativeUpdate(Attempt, { id: offer?.id ?? '' }, { state: 'EXECUTING', number: 2 })
    expect([await readable(provider), await readable(next)]).toEqual([null, inputs])
  })

  it('are read one by one where they are more than a header has room for', async () => {
    await accepts()
    await assignJob(api, jobId, offerId, nodeId)
    await delivers()
    const em = api.storage.fork()
    const job = await em.findOneOrFail(Job, { id: jobId })
    const hashes = Array.from({ length: 500 }, (_, index) => index.toString(16).padStart(64, '0'))
    const outputs = hashes.map((sha256, i) => ({ name: `f${i}`, cid: contentIdOf(sha256), sha256, size: 1 }))
    const result = job.result ? { ...job.result, outputs } : null
    await em.nativeUpdate(Job, { id: jobId }, { result })

    const ask = async (person: Person, one?: string) => {
      const query = 'query ($id: ID!, $cid: String) { fileGrant(jobId: $id, cid: $cid) { token isComplete } }'
      return (await person.ask(query, { id: jobId, cid: one })).data.fileGrant
    }
    const whole = await ask(buyer)
    expect(whole.isComplete).toBe(false)
    expect(whole.token.length).toBeLessThan(8_000)
    const { read = {} } = await grants.check(whole.token)
    expect(read[provider.address]?.[0]).toBe(cid('c'))
    const last = outputs.at(-1)?.cid ?? ''
    const single = await ask(buyer, last)
    expect(single.isComplete).toBe(true)
    expect((await grants.check(single.token)).read).toEqual({ [provider.address]: [last] })
    expect(await ask(buyer, cid('x'))).toBeNull()
    expect(await ask(stranger, last)).toBeNull()
  })

  it('are told to a node when the job is assigned to it, not when it is offered', async () => {
    const seen = async () => (await provider.ask(OFFERS, { ids: [nodeId] })).data.offers[0]
    for (const step of [async () => undefined, accepts]) {
      await step()
      const offer = await seen()
      expect(offer.spec).toBeNull()
      const text = JSON.stringify(offer)
      for (const told of [input.cid, input.sha256, 'secret', 'hunter2', (await spec()).program.cid]) {
        expect(text).not.toContain(told)
      }
      expect(offer.terms).toMatchObject({ program: { kind: 'wasm' }, inputs: [{ size: 5 }] })
    }
    await assignJob(api, jobId, offerId, nodeId)
    expect((await seen()).spec).toEqual(JSON.parse(JSON.stringify(await spec())))
    await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { state: 'RELEASED' })
    const REPORT = 'mutation ($id: ID!) { reportProgress(offerId: $id, input: {}) { offer { state spec } } }'
    const { data } = await provider.ask(REPORT, { id: offerId })
    expect(data.reportProgress.offer).toEqual({ state: 'RELEASED', spec: null })
  })

  it('are deleted with a log whose rows go afterwards: the buyer waits for none of them', async () => {
    await accepts()
    await assignJob(api, jobId, offerId, nodeId)
    const line = [{ stream: 'STDOUT', at: new Date().toISOString(), text: 'a line\n' }] as const
    await inTransaction(api.storage, (em) => appendLogParts(em, { id: offerId, jobId }, line))
    await delivers()
    await api.storage.fork().nativeUpdate(Job, { id: jobId }, { state: 'PAID', final: true })
    const rows = () => api.storage.fork().count(JobLog, { jobId })
    await inTransaction(api.storage, async (em) => {
      await em.execute('select 1 from job_log where job_id = ? for update', [jobId])
      expect((await buyer.ask(DELETE, { id: jobId })).data.deleteJobFiles.userErrors).toEqual([])
      const { data } = await buyer.ask('query ($id: ID!) { jobLogs(jobId: $id) { text } }', { id: jobId })
      expect([data.jobLogs, await rows()]).toEqual([[], 1])
    })
    await until(async () => (await rows()) === 0)
  })

  it('are deleted by the buyer once the job has ended, except those that other jobs need', async () => {
    const remove = async (person: Person) => (await person.ask(DELETE, { id: jobId })).data.deleteJobFiles
    await accepts()
    await assignJob(api, jobId, offerId, nodeId)
    await delivers()
    expect((await remove(stranger)).userErrors).toEqual([{ code: 'JOB_UNKNOWN', field: 'jobId' }])
    expect((await remove(buyer)).userErrors).toEqual([{ code: 'JOB_NOT_ENDED', field: 'jobId' }])
    await moves('PAID')
    expect((await remove(buyer)).userErrors).toEqual([{ code: 'JOB_NOT_FINAL', field: 'jobId' }])
    expect(await readable(buyer)).not.toBeNull()
    // So is the end of a job whose deposit came back.
    await api.storage.fork().nativeUpdate(Job, { id: jobId }, { state: 'TIMED_OUT', refunded: true })
    expect((await remove(buyer)).userErrors).toEqual([{ code: 'JOB_NOT_FINAL', field: 'jobId' }])
    await api.storage.fork().nativeUpdate(Job, { id: jobId }, { state: 'PAID', refunded: false, final: true })
    api.remotes.deleted.length = 0
    // Other jobs of this suite name the same inputs, and the provider works still; a manifest is one job's alone.
    expect(await remove(buyer)).toEqual({ jobId, userErrors: [] })
    expect(api.remotes.deleted).toEqual([`${provider.address} ${cid('c')}`])
    expect(await readable(buyer)).toBeNull()

    await api.storage.fork().nativeUpdate(Job, { id: { $ne: jobId } }, { filesDeletedAt: new Date() })
    const { program } = await spec()
    const gone = [
      ...[`${buyer.address} ${program.cid}`, `${buyer.address} ${input.cid}`],
      ...[`${provider.address} ${cid('c')}`, `${provider.address} ${output.cid}`],
    ]
    // While the provider works, a result that is not in yet may need the same files.
    api.remotes.deleted.length = 0
    await remove(buyer)
    expect(api.remotes.deleted).toEqual(gone.slice(0, 3))
    await api.storage.fork().nativeUpdate(Attempt, { provider: provider.address }, { state: 'SUCCEEDED' })
    // A second call repeats what an earlier one may not have reached.
    for (const _ of [1, 2]) {
      api.remotes.deleted.length = 0
      expect(await remove(buyer)).toEqual({ jobId, userErrors: [] })
      expect(api.remotes.deleted).toEqual(gone)
    }
  })
})

describe('storing files', () => {
  const room = async (person: Person) => {
    const { data } = await person.ask(STORE)
    const grant = await grants.check(data.storeGrant.token)
    expect(grant).toEqual({ holder: person.address, store: expect.anything() })
    expect(data.storeGrant.url).toBe(api.remotes.blobUrl)
    return grant.store
  }

  it('is granted in the caller’s name, with less room before a wallet’s first trade', async () => {
    expect(await room(stranger)).toEqual({ maxBytes: 512 * 1_048_576, maxFiles: 1_000 })
    expect(await room(provider)).toEqual({ maxBytes: 51_200 * 1_048_576, maxFiles: 50_000 })
  })

  it('is granted to API keys too, and to nobody who is not signed in', async () => {
    const { data } = await stranger.ask('mutation { createApiKey(name: "ci") { key userErrors { code } } }')
    const asKey = await api.ask(STORE, {}, `Bearer ${data.createApiKey.key}`)
    expect((await grants.check(asKey.data.storeGrant.token)).holder).toBe(stranger.address)
    const { errors } = await api.ask(STORE)
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})
