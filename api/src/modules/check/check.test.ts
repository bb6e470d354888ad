import { randomUUID } from 'node:crypto'
import { checkReportText, checkReportTypedData, marketplaceDomain } from '@aiigo/chain'
import { contentIdOf, ETH_ADDRESS, filesOf, type JobResult, type RunReport } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import { createFileGrants } from '@aiigo/service'
import { Attempt, CheckRun, Job, Outbox, ResultCheck } from '@aiigo/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { offerJob } from '../../testing/attempts.js'
import { storedSpec, submit } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { FILE_GRANT_SECRET } from '../../testing/startRemotes.js'
import { sha256OfText } from '../job/sha256OfText.js'

const UPSERT = 'mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } userErrors { code } } }'
const REPORT = `mutation ($id: ID!, $input: ReportCheckInput!) {
  reportCheck(runId: $id, input: $input) { runId userErrors { code field message } } }`
const REFUSE = `mutation ($id: ID!) { refuseCheck(runId: $id, reason: "no memory") { runId userErrors { code } } }`
const WORK = 'query ($ids: [Bytes!]!) { checkRuns(nodeIds: $ids) { id jobId nodeId attempt spec } }'
const CHECK =
  'query ($id: ID!) { job(id: $id) { check { state cause reason runs { nodeId state outcome exitCode } } } }'
const GRANT = 'query ($id: ID!) { fileGrant(jobId: $id) { token } }'

const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)
const grants = createFileGrants(FILE_GRANT_SECRET)
const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
const report: RunReport = {
  outcome: 'EXITED',
  exitCode: 0,
  printed: { stdout: a, stderr: b },
  outputs: [{ name: 'out.txt', digest: a }],
}
const file = { cid: contentIdOf(b), sha256: b, size: 300 }

let api: TestApi
let buyer: Person
let provider: Person
let platform: Person
let stranger: Person
let nodeId: Hex
let taskId: Hex
let jobId: string
let offerId: string
let runId: string

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
  stranger = await api.person()
}, 90_000)
afterAll(() => api?.close())

async function node(person: Person): Promise<Hex> {
  const described = { salt: `0x${'11'.repeat(32)}`, name: 'n', resourceType: 'CPU', units: 4, region: 'EU' }
  const { data } = await person.ask(UPSERT, { input: { ...described, spec: { memoryMiB: 2048 } } })
  return data.upsertNode.node.id
}

/** A delivered job of the buyer, whose result a node of the platform is to run again. */
beforeEach(async () => {
  provider = await api.person()
  platform = await api.person()
  const theirs = await node(provider)
  nodeId = await node(platform)
  const { job } = await submit(buyer, storedSpec(api))
  jobId = job.id
  taskId = job.taskId
  offerId = (await offerJob(api, jobId, { id: theirs, asks: { [ETH_ADDRESS]: '7' } })).id
  const em = api.storage.fork()
  await em.nativeUpdate(Attempt, { id: offerId }, { state: 'SUBMITTED', number: 1 })
  const result: JobResult = {
    ...{ manifestCid: file.cid, manifestSha256: a, usage: 1n, exitCode: 0, outputs: [], cost: 1n },
  }
  await em.nativeUpdate(Job, { id: jobId }, { state: 'VERIFYING', attempts: 1, nodeId: theirs, result })
  const dueAt = new Date(Date.now() + 60_000)
  const check = { attemptId: offerId, jobId, nodeId: theirs, cause: 'DRAWN', createdAt: new Date() } as const
  await em.insert(ResultCheck, { ...check, state: 'ASSIGNED', dueAt, lookAt: new Date() })
  runId = randomUUID()
  const run = { id: runId, attemptId: offerId, nodeId, provider: platform.address, assignedAt: new Date(), dueAt }
  await em.insert(CheckRun, { ...run, state: 'ASSIGNED' })
  api.remotes.blobs.set(file.cid, file.size)
})

async function signed(person: Person, said = report) {
  const reportHash = sha256OfText(checkReportText(said, file.sha256))
  const signature = await person.account.signTypedData(
    checkReportTypedData(domain, { taskId, attempt: 1, nodeId, reportHash }),
  )
  const { outcome, exitCode, printed, outputs } = said
  return { outcome, exitCode, ...printed, outputs, file, signature }
}

async function reports(person: Person, input: object): Promise<string[]> {
  const { data, errors } = await person.ask(REPORT, { id: runId, input })
  if (errors) throw new Error(JSON.stringify(errors))
  return data.reportCheck.userErrors.map(({ code }: { code: string }) => code)
}

const stored = () => api.storage.fork().findOneOrFail(CheckRun, { id: runId })
const seen = async (person: Person) => (await person.ask(CHECK, { id: jobId })).data.job?.check ?? null
async function readable(person: Person): Promise<readonly string[] | null> {
  const { data } = await person.ask(GRANT, { id: jobId })
  return data.fileGrant && Object.values((await grants.check(data.fileGrant.token)).read ?? {}).flat()
}

describe('a re-run', () => {
  it('is told to its node, with the files for as long as it goes on', async () => {
    const { data } = await platform.ask(WORK, { ids: [nodeId] })
    expect(data.checkRuns).toMatchObject([{ id: runId, jobId, nodeId, attempt: 1, spec: { version: 1 } }])
    const { spec } = await api.storage.fork().findOneOrFail(Job, { id: jobId })
    expect(await readable(platform)).toEqual([filesOf(spec)[0]?.file.cid])
    expect(await readable(stranger)).toBeNull()
    expect(await reports(platform, await signed(platform))).toEqual([])
    expect((await platform.ask(WORK, { ids: [nodeId] })).data.checkRuns).toEqual([])
    expect(await readable(platform)).toBeNull()
  })

  it('is reported once, and looked at by the worker then', async () => {
    await api.storage.fork().nativeDelete(Outbox, {})
    const input = await signed(platform)
    expect(await reports(platform, input)).toEqual([])
    expect(await stored()).toMatchObject({ state: 'REPORTED', report, file: { name: 're-run.json', ...file } })
    expect(await reports(platform, input)).toEqual([])
    const messages = await api.storage.fork().find(Outbox, { queue: queues.spotCheck.name })
    expect(messages.map(({ payload }) => payload)).toEqual([{ offerId }])
    // Another report is none.
    expect(await reports(platform, await signed(platform, { ...report, exitCode: 1 }))).toEqual(['CHECK_CLOSED'])
  })

  it.each([
    ['of another wallet', async () => signed(stranger), 'BAD_SIGNATURE'],
    ['that was changed', async () => ({ ...(await signed(platform)), exitCode: 1 }), 'BAD_SIGNATURE'],
    ['of no exit code', async () => signed(platform, { ...report, exitCode: 256 }), 'EXIT_CODE_INVALID'],
    [
      'of a file that is none of the job',
      async () => signed(platform, { ...report, outputs: [{ name: 'x', digest: a }] }),
      'OUTPUT_UNKNOWN',
    ],
    ['with no digest', async () => ({ ...(await signed(platform)), stdout: 'x' }), 'SHA256_INVALID'],
  ])('is refused with a report %s', async (_, input, code) => {
    expect(await reports(platform, await input())).toEqual([code])
    expect(await stored()).toMatchObject({ state: 'ASSIGNED', report: null })
  })

  it('is refused with a file that was not stored, to strangers, and when it is late', async () => {
    const input = await signed(platform)
    api.remotes.blobs.delete(file.cid)
    expect(await reports(platform, input)).toEqual(['BLOB_NOT_FOUND'])
    api.remotes.blobs.set(file.cid, file.size)
    for (const person of [stranger, buyer, provider]) expect(await reports(person, input)).toEqual(['CHECK_UNKNOWN'])
    await api.storage.fork().nativeUpdate(CheckRun, { id: runId }, { dueAt: new Date(Date.now() - 1_000) })
    expect(await reports(platform, input)).toEqual(['CHECK_CLOSED'])
    expect(await readable(platform)).toBeNull()
  })

  it('goes back when its node cannot do it', async () => {
    expect((await stranger.ask(REFUSE, { id: runId })).data.refuseCheck.userErrors).toMatchObject([
      { code: 'CHECK_UNKNOWN' },
    ])
    expect((await platform.ask(REFUSE, { id: runId })).data.refuseCheck).toEqual({ runId, userErrors: [] })
    expect(await stored()).toMatchObject({ state: 'FAILED', reason: 'the node could not run it: no memory' })
    expect(await reports(platform, await signed(platform))).toEqual(['CHECK_CLOSED'])
  })

  it('is shown to the buyer and to the provider of the result, and to nobody else', async () => {
    await reports(platform, await signed(platform))
    const expected = {
      ...{ state: 'ASSIGNED', cause: 'DRAWN', reason: null },
      runs: [{ nodeId, state: 'REPORTED', outcome: 'EXITED', exitCode: 0 }],
    }
    expect(await seen(buyer)).toEqual(expected)
    expect(await seen(provider)).toEqual(expected)
    for (const person of [platform, stranger]) expect(await seen(person)).toBeNull()
  })
})
