import { acceptanceTypedData, marketplaceDomain } from '@aiigo/chain'
import { contentIdOf, ETH_ADDRESS, type ProgramJob } from '@aiigo/domain'
import { createFileGrants } from '@aiigo/service'
import { Attempt, Checkpoint, Job } from '@aiigo/storage'
import { makeNode, makeOffer } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { assignJob, offerJob } from '../../testing/attempts.js'
import { storedSpec, submit } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { FILE_GRANT_SECRET } from '../../testing/startRemotes.js'

const UPSERT = 'mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } userErrors { code } } }'
const ACCEPT = `mutation ($id: ID!, $expiry: Int!, $signature: Bytes!) {
  acceptOffer(offerId: $id, attempt: 1, expiry: $expiry, signature: $signature) { userErrors { code } } }`
const STARTED = 'mutation ($id: ID!) { reportProgress(offerId: $id, input: {}) { userErrors { code } } }'
const REPORT = `mutation ($id: ID!, $input: CheckpointInput!) {
  reportCheckpoint(offerId: $id, input: $input) { storedSequence userErrors { code field } } }`
const OFFERS = 'query ($ids: [Bytes!]!) { offers(nodeIds: $ids) { id checkpoint { attempt sequence cid size mac } } }'
const FOLLOW =
  'subscription ($ids: [Bytes!]!) { offers(nodeIds: $ids) { offer { checkpoint { attempt sequence cid } } } }'
const JOB = 'query ($id: ID!) { job(id: $id) { checkpoint { attempt sequence size sha256 } } }'
const GRANT = 'query ($id: ID!) { fileGrant(jobId: $id) { token } }'
const DELETE = 'mutation ($id: ID!) { deleteJobFiles(jobId: $id) { userErrors { code } } }'

const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)
const grants = createFileGrants(FILE_GRANT_SECRET)
const checkpoint = { file: 'state.bin', everySeconds: 60, maxMiB: 1 }

let api: TestApi
let buyer: Person
let provider: Person
let stranger: Person
let nodeId: Hex
let jobId: string
let offerId: string

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
  stranger = await api.person()
}, 90_000)
afterAll(() => api?.close())

/** A job of the buyer that the provider's node runs. */
async function runs(spec: Partial<ProgramJob> = { checkpoint }): Promise<void> {
  const { job } = await submit(buyer, storedSpec(api, spec))
  jobId = job.id
  offerId = (await offerJob(api, jobId, { id: nodeId, asks: { [ETH_ADDRESS]: '7' } })).id
  const expiry = Math.floor(Date.now() / 1_000) + 300
  const message = { taskId: job.taskId as Hex, attempt: 1, nodeId, rate: 7n, expiry }
  const signature = await provider.account.signTypedData(acceptanceTypedData(domain, message))
  expect((await provider.ask(ACCEPT, { id: offerId, expiry, signature })).data.acceptOffer.userErrors).toEqual([])
  await assignJob(api, jobId, offerId, nodeId)
}

beforeEach(async () => {
  provider = await api.person()
  const described = { salt: `0x${'11'.repeat(32)}`, name: 'n', resourceType: 'CPU', units: 4, region: 'EU' }
  const { data } = await provider.ask(UPSERT, { input: { ...described, spec: { memoryMiB: 2048 } } })
  nodeId = data.upsertNode.node.id
  await runs()
  await provider.ask(STARTED, { id: offerId })
})

/** A stored version; its content is other for each letter. */
function version(sequence: number, letter: string, size = 100) {
  const sha256 = letter.repeat(64)
  const cid = contentIdOf(sha256)
  api.remotes.blobs.set(cid, size)
  return { sequence, cid, sha256, size }
}

async function reports(person: Person, input: object, id = offerId) {
  const { data, errors } = await person.ask(REPORT, { id, input })
  if (errors) throw new Error(JSON.stringify(errors))
  const { storedSequence, userErrors } = data.reportCheckpoint
  return [storedSequence, ...userErrors.map(({ code }: { code: string }) => code)]
}

/** As if the last version had come a minute ago. */
const minuteLater = () => api.storage.fork().nativeUpdate(Checkpoint, { jobId }, { at: new Date(Date.now() - 60_000) })

const offered = async (person: Person, ids = [nodeId]) => (await person.ask(OFFERS, { ids })).data.offers[0]?.checkpoint
/** Of the first event, as an agent gets it. */
async function followed(person: Person, ids: readonly string[]) {
  const events = person.socket().iterate<{ offers: { offer: { checkpoint: unknown } } }>({
    query: FOLLOW,
    variables: { ids },
  })
  for await (const { data, errors } of events) {
    if (errors) throw new Error(JSON.stringify(errors))
    return data?.offers.offer.checkpoint
  }
  throw new Error('expected an event')
}
const seen = async (person: Person) => (await person.ask(JOB, { id: jobId })).data.job?.checkpoint ?? null
async function readable(person: Person): Promise<readonly string[] | null> {
  const { data } = await person.ask(GRANT, { id: jobId })
  return data.fileGrant && Object.values((await grants.check(data.fileGrant.token)).read ?? {}).flat()
}

describe('reportCheckpoint', () => {
  it('keeps the newest version, and deletes the one before', async () => {
    const [first, second] = [version(1, 'a'), version(2, 'b')]
    expect(await reports(provider, first)).toEqual([1])
    expect(await reports(provider, first)).toEqual([1])
    expect(await reports(provider, second)).toEqual([1, 'CHECKPOINT_TOO_SOON'])
    await minuteLater()
    expect(await reports(provider, second)).toEqual([2])
    expect(await reports(provider, first)).toEqual([2])
    expect(await seen(buyer)).toEqual({ attempt: 1, sequence: 2, size: 100, sha256: second.sha256 })
    expect(await offered(provider)).toEqual({ attempt: 1, sequence: 2, cid: second.cid, size: 100, mac: null })
    expect(api.remotes.deleted.filter((one) => one.startsWith(provider.address))).toEqual([
      `${provider.address} ${first.cid}`,
    ])
  })

  it('asks the blob store nothing about a version that comes too soon or is known', async () => {
    const first = version(2, 'a')
    expect(await reports(provider, first)).toEqual([2])
    // A question about these would be answered with BLOB_NOT_FOUND.
    api.remotes.blobs.delete(first.cid)
    const second = version(3, 'b')
    api.remotes.blobs.delete(second.cid)
    expect(await reports(provider, first)).toEqual([2])
    expect(await reports(provider, second)).toEqual([2, 'CHECKPOINT_TOO_SOON'])
    await minuteLater()
    expect(await reports(provider, second)).toEqual([0, 'BLOB_NOT_FOUND'])
  })

  it('is refused to everybody but the node that runs the job', async () => {
    const one = version(1, 'a')
    expect(await reports(stranger, one)).toEqual([0, 'OFFER_UNKNOWN'])
    expect(await reports(buyer, one)).toEqual([0, 'OFFER_UNKNOWN'])
    for (const state of ['ASSIGNED', 'SUBMITTED', 'TIMED_OUT', 'RELEASED'] as const) {
      await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { state })
      expect(await reports(provider, one)).toEqual([0, 'OFFER_CLOSED'])
    }
    expect(await seen(buyer)).toBeNull()
  })

  it.each([
    ['a number below 1', { sequence: 0 }, 'SEQUENCE_INVALID'],
    ['a number beyond all versions', { sequence: 1_000_001 }, 'SEQUENCE_INVALID'],
    ['more than the job allows', { size: 1_100_000 }, 'CHECKPOINT_TOO_LARGE'],
    ['another size than the stored one', { size: 99 }, 'BLOB_SIZE_MISMATCH'],
    ['another hash than the stored one', { sha256: 'e'.repeat(64) }, 'BLOB_HASH_MISMATCH'],
    ['a file that is not stored', { sha256: 'c'.repeat(64), cid: contentIdOf('c'.repeat(64)) }, 'BLOB_NOT_FOUND'],
    ['a MAC where nothing is sealed', { mac: 'f'.repeat(64) }, 'MAC_INVALID'],
  ])('refuses %s', async (_, change, code) => {
    expect(await reports(provider, { ...version(1, 'd'), ...change })).toEqual([0, code])
  })

  it('refuses a job without a checkpoint, and a sealed one without a MAC', async () => {
    const em = api.storage.fork()
    const { spec } = await em.findOneOrFail(Job, { id: jobId })
    const files = { privacy: 'private', recipient: `age1${'q'.repeat(58)}` } as const
    await em.nativeUpdate(Job, { id: jobId }, { spec: { ...spec, files } })
    expect(await reports(provider, version(1, 'a'))).toEqual([0, 'MAC_INVALID'])
    expect(await reports(provider, { ...version(1, 'a'), mac: 'f'.repeat(64) })).toEqual([1])
    const { checkpoint: _, ...rest } = spec
    await em.nativeUpdate(Job, { id: jobId }, { spec: rest })
    expect(await reports(provider, version(2, 'b'))).toEqual([0, 'NO_CHECKPOINT'])
    expect([await seen(buyer), await offered(provider)]).toEqual([null, null])
  })

  it('gives the next attempt’s node the file, and the last one’s nothing more', async () => {
    const first = version(4, 'a')
    await reports(provider, first)
    expect(await readable(buyer)).toContain(first.cid)
    const em = api.storage.fork()
    await em.nativeUpdate(Attempt, { id: offerId }, { state: 'TIMED_OUT', endedAt: new Date() })
    await em.nativeUpdate(Job, { id: jobId }, { state: 'QUEUED', nodeId: null })
    const next = await api.person()
    const node = await makeNode(em, { provider: next.address })
    const offer = await makeOffer(api.storage, await api.storage.fork().findOneOrFail(Job, { id: jobId }), node)
    const nextIds = [node.id as Hex]
    expect([await offered(next, nextIds), await readable(next)]).toEqual([null, null])
    await em.nativeUpdate(Attempt, { id: offer?.id ?? '' }, { state: 'EXECUTING', number: 2 })
    expect(await offered(next, nextIds)).toMatchObject({ attempt: 1, sequence: 4, cid: first.cid })
    expect(await followed(next, nextIds)).toMatchObject({ attempt: 1, sequence: 4, cid: first.cid })
    expect(await readable(next)).toContain(first.cid)
    const second = version(1, 'b')
    expect(await reports(next, second, offer?.id)).toEqual([1])
    // It is shown the terms alone by now.
    expect([await readable(provider), await seen(provider), await offered(provider)]).toEqual([null, null, undefined])
    expect([await readable(stranger), await seen(stranger)]).toEqual([null, null])
    expect(api.remotes.deleted).toContain(`${provider.address} ${first.cid}`)
    expect(await reports(provider, version(5, 'c'))).toEqual([0, 'OFFER_CLOSED'])
    expect(await seen(buyer)).toMatchObject({ attempt: 2, sequence: 1 })
  })

  it('leaves a file that another job of the wallet goes on with', async () => {
    const shared = version(1, 'a')
    await reports(provider, shared)
    const [job, offer] = [jobId, offerId]
    await runs()
    await provider.ask(STARTED, { id: offerId })
    await reports(provider, shared)
    await minuteLater()
    await reports(provider, version(2, 'b'))
    expect(api.remotes.deleted).not.toContain(`${provider.address} ${shared.cid}`)
    jobId = job
    await minuteLater()
    await reports(provider, version(2, 'c'), offer)
    expect(api.remotes.deleted).toContain(`${provider.address} ${shared.cid}`)
  })

  it('goes with the job’s files', async () => {
    const one = version(1, 'a')
    await reports(provider, one)
    await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { state: 'TIMED_OUT', endedAt: new Date() })
    await api.storage.fork().nativeUpdate(Job, { id: jobId }, { state: 'FAILED', final: true })
    expect((await buyer.ask(DELETE, { id: jobId })).data.deleteJobFiles.userErrors).toEqual([])
    expect(api.remotes.deleted).toContain(`${provider.address} ${one.cid}`)
    expect([await seen(buyer), await readable(buyer)]).toEqual([null, null])
  })
})
