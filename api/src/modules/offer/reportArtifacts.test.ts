import { acceptanceTypedData, marketplaceDomain } from '@aiigo/chain'
import { contentIdOf, ETH_ADDRESS, type ProgramJob } from '@aiigo/domain'
import { createFileGrants } from '@aiigo/service'
import { Attempt, Job } from '@aiigo/storage'
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
const REPORT = `mutation ($id: ID!, $artifacts: [ArtifactInput!]!) {
  reportArtifacts(offerId: $id, artifacts: $artifacts) { userErrors { code field } } }`
const JOB = 'query ($id: ID!) { job(id: $id) { artifacts { name size cid sha256 storedSize mac attempt } } }'
const OFFERS = 'query ($ids: [Bytes!]!) { offers(nodeIds: $ids) { spec terms } }'
const FOLLOW = 'subscription ($id: ID!) { jobProgress(jobId: $id) { artifactsAt } }'
const GRANT = 'query ($id: ID!) { fileGrant(jobId: $id) { token } }'
const DELETE = 'mutation ($id: ID!) { deleteJobFiles(jobId: $id) { userErrors { code } } }'

const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)
const grants = createFileGrants(FILE_GRANT_SECRET)
const artifacts = { files: ['loss.csv', 'frames/*.png'], everySeconds: 10 }

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
async function runs(spec: Partial<ProgramJob> = { artifacts }): Promise<void> {
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
function version(name: string, letter: string, second = 1, storedSize = 116) {
  const sha256 = letter.repeat(64)
  const cid = contentIdOf(sha256)
  api.remotes.blobs.set(cid, storedSize)
  const takenAt = new Date(1_800_000_000_000 + second * 1_000).toISOString()
  return { name, cid, sha256, storedSize, size: storedSize - 16, takenAt }
}

async function reports(person: Person, versions: readonly object[], id = offerId): Promise<string[]> {
  // Time passes between two reports.
  await api.storage.fork().execute(`update artifact set stored_at = stored_at - interval '1 minute'`)
  const { data, errors } = await person.ask(REPORT, { id, artifacts: versions })
  if (errors) throw new Error(JSON.stringify(errors))
  return data.reportArtifacts.userErrors.map(({ code }: { code: string }) => code)
}

const seen = async (person: Person) => (await person.ask(JOB, { id: jobId })).data.job?.artifacts ?? null
async function readable(person: Person): Promise<readonly string[] | null> {
  const { data } = await person.ask(GRANT, { id: jobId })
  return data.fileGrant && Object.values((await grants.check(data.fileGrant.token)).read ?? {}).flat()
}

describe('reportArtifacts', () => {
  it('shows the buyer the newest version of each file, and deletes the one before', async () => {
    const [first, frame, second] = [version('loss.csv', '7'), version('frames/1.png', 'b'), version('loss.csv', 'c', 2)]
    expect(await reports(provider, [first, frame])).toEqual([])
    expect(await reports(provider, [second])).toEqual([])
    // Late, and twice.
    expect(await reports(provider, [first])).toEqual([])
    expect(await seen(buyer)).toEqual([
      {
        ...{ name: 'frames/1.png', size: 100, cid: frame.cid, sha256: frame.sha256 },
        storedSize: 116,
        mac: null,
        attempt: 1,
      },
      {
        ...{ name: 'loss.csv', size: 100, cid: second.cid, sha256: second.sha256 },
        storedSize: 116,
        mac: null,
        attempt: 1,
      },
    ])
    expect(await readable(buyer)).toEqual(expect.arrayContaining([frame.cid, second.cid]))
    expect(await readable(buyer)).not.toContain(first.cid)
    expect(api.remotes.deleted.filter((one) => one.startsWith(provider.address))).toEqual([
      `${provider.address} ${first.cid}`,
    ])
  })

  it('tells those who follow the job', async () => {
    const followed = buyer.socket().iterate<{ jobProgress: { artifactsAt: string | null } }>({
      query: FOLLOW,
      variables: { id: jobId },
    })
    let seenBefore = false
    for await (const { data, errors } of followed) {
      if (errors) throw new Error(JSON.stringify(errors))
      if (data?.jobProgress.artifactsAt) return expect(seenBefore).toBe(true)
      seenBefore = true
      await reports(provider, [version('loss.csv', '7')])
    }
    throw new Error('expected an event')
  })

  it('is for the node that runs the job, and shows nothing to others than the buyer', async () => {
    const one = version('loss.csv', '7')
    expect(await reports(stranger, [one])).toEqual(['OFFER_UNKNOWN'])
    expect(await reports(buyer, [one])).toEqual(['OFFER_UNKNOWN'])
    expect(await reports(provider, [one])).toEqual([])
    expect([await seen(stranger), await seen(provider)]).toEqual([null, []])
    expect([await readable(stranger), (await readable(provider))?.includes(one.cid)]).toEqual([null, false])
    for (const state of ['ASSIGNED', 'SUBMITTED', 'TIMED_OUT', 'RELEASED'] as const) {
      await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { state })
      const code = state === 'ASSIGNED' ? 'NOT_EXECUTING_YET' : 'OFFER_CLOSED'
      expect(await reports(provider, [version('loss.csv', 'b', 2)])).toEqual([code])
    }
    // Files that a failed attempt has shown stay.
    expect(await seen(buyer)).toMatchObject([{ name: 'loss.csv', cid: one.cid }])
    expect(await readable(buyer)).toContain(one.cid)
  })

  it('does not tell a node the names before the assignment', async () => {
    await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { state: 'OFFERED' })
    const { data } = await provider.ask(OFFERS, { ids: [nodeId] })
    expect(data.offers[0]).toMatchObject({ spec: null, terms: { artifacts: { everySeconds: 10 } } })
    expect(JSON.stringify(data)).not.toContain('loss')
  })

  it.each([
    ['a name that the job has not', { name: 'other.csv' }, 'ARTIFACT_UNKNOWN'],
    ['a name outside of the directory', { name: '../loss.csv' }, 'ARTIFACT_UNKNOWN'],
    ['more than the job may write', { storedSize: 5_000_000 }, 'ARTIFACT_TOO_LARGE'],
    ['a content of more than what is stored', { size: 117 }, 'SIZE_INVALID'],
    ['another size than the stored one', { storedSize: 115, size: 99 }, 'BLOB_SIZE_MISMATCH'],
    ['another hash than the stored one', { sha256: 'e'.repeat(64) }, 'BLOB_HASH_MISMATCH'],
    ['a file that is not stored', { sha256: 'f'.repeat(64), cid: contentIdOf('f'.repeat(64)) }, 'BLOB_NOT_FOUND'],
    ['a MAC where nothing is sealed', { mac: 'f'.repeat(64) }, 'MAC_INVALID'],
  ])('refuses %s', async (_, change, code) => {
    expect(await reports(provider, [{ ...version('loss.csv', 'd'), ...change }])).toEqual([code])
  })

  it('refuses a name twice, none or too many at once, and more than an attempt may keep', async () => {
    const one = version('loss.csv', '7')
    expect(await reports(provider, [one, one])).toEqual(['ARTIFACT_TWICE'])
    expect(await reports(provider, [])).toEqual(['ARTIFACT_COUNT'])
    const frame = (number: number) => ({ ...one, name: `frames/${number}.png` })
    const frames = Array.from({ length: 101 }, (_, number) => frame(number))
    expect(await reports(provider, frames.slice(0, 21))).toEqual(['ARTIFACT_COUNT'])
    for (let from = 0; from < 100; from += 20)
      expect(await reports(provider, frames.slice(from, from + 20))).toEqual([])
    expect(await reports(provider, frames.slice(100))).toEqual(['ARTIFACTS_FULL'])
  })

  it('refuses a job without artifacts, and a sealed one without a MAC', async () => {
    const em = api.storage.fork()
    const { spec } = await em.findOneOrFail(Job, { id: jobId })
    const files = { privacy: 'private', recipient: `age1${'q'.repeat(58)}` } as const
    await em.nativeUpdate(Job, { id: jobId }, { spec: { ...spec, files } })
    expect(await reports(provider, [version('loss.csv', '7')])).toEqual(['MAC_INVALID'])
    expect(await reports(provider, [{ ...version('loss.csv', '7'), mac: 'f'.repeat(64) }])).toEqual([])
    const { artifacts: _, ...rest } = spec
    await em.nativeUpdate(Job, { id: jobId }, { spec: rest })
    expect(await reports(provider, [version('loss.csv', 'b')])).toEqual(['NO_ARTIFACTS'])
  })

  it('goes with the job’s files', async () => {
    const one = version('loss.csv', '7')
    await reports(provider, [one])
    await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { state: 'TIMED_OUT', endedAt: new Date() })
    await api.storage.fork().nativeUpdate(Job, { id: jobId }, { state: 'FAILED', final: true })
    expect((await buyer.ask(DELETE, { id: jobId })).data.deleteJobFiles.userErrors).toEqual([])
    expect(api.remotes.deleted).toContain(`${provider.address} ${one.cid}`)
    expect([await seen(buyer), await readable(buyer)]).toEqual([[], null])
  })
})
