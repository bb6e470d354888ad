import { acceptanceTypedData, marketplaceDomain } from '@aiigo/chain'
import { contentIdOf, ETH_ADDRESS, type JobSpec } from '@aiigo/domain'
import { Attempt, Node } from '@aiigo/storage'
import { makeJobSpec } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Hex } from 'viem'
import { assignJob, offerJob } from '../../testing/attempts.js'
import { submit } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'

const UPSERT = 'mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } userErrors { code } } }'
const ACCEPT = `mutation ($id: ID!, $expiry: Int!, $signature: Bytes!) {
  acceptOffer(offerId: $id, attempt: 1, expiry: $expiry, signature: $signature) { userErrors { code } } }`
const REPORT = `mutation ($id: ID!, $input: ProgressInput!) {
  reportProgress(offerId: $id, input: $input) { userErrors { code field } } }`
const PLACE = 'query ($id: ID!) { job(id: $id) { attemptList { progress { servedAt } } } }'
const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)

let api: TestApi
let buyer: Person
let provider: Person
let stranger: Person
let nodeId: Hex

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
  provider = await api.person()
  stranger = await api.person()
  const described = { salt: `0x${'11'.repeat(32)}`, name: 'n', resourceType: 'NETWORK', units: 4, region: 'EU' }
  const spec = { memoryMiB: 2048, executors: ['wasm', 'serve'] }
  nodeId = (await provider.ask(UPSERT, { input: { ...described, spec } })).data.upsertNode.node.id
  const typeShownUntil = new Date(Date.now() + 86_400_000)
  await api.storage.fork().nativeUpdate(Node, { id: nodeId }, { typeShownUntil })
}, 90_000)
afterAll(() => api?.close())

/** A job that the provider's node runs. @returns ids of the job and of the offer */
async function runs(spec: unknown): Promise<[jobId: string, offerId: string]> {
  const { job, userErrors } = await submit(buyer, spec)
  expect(userErrors).toEqual([])
  const { id } = await offerJob(api, job.id, { id: nodeId, asks: { [ETH_ADDRESS]: '7' } })
  const expiry = Math.floor(Date.now() / 1_000) + 300
  const message = { taskId: job.taskId as Hex, attempt: 1, nodeId, rate: 7n, expiry }
  const signature = await provider.account.signTypedData(acceptanceTypedData(domain, message))
  expect((await provider.ask(ACCEPT, { id, expiry, signature })).data.acceptOffer.userErrors).toEqual([])
  await assignJob(api, job.id, id, nodeId)
  return [job.id, id]
}

const report = async (id: string, servedAt: string) =>
  (await provider.ask(REPORT, { id, input: { phase: 'RUNNING', servedAt } })).data.reportProgress.userErrors

test('the place of a job’s files is shown to its buyer and its node’s provider, while the job runs', async () => {
  const sha256 = '5'.repeat(64)
  const file = { cid: contentIdOf(sha256), sha256, size: 100 }
  api.remotes.blobs.set(file.cid, file.size)
  const program = { kind: 'serve' as const, readers: [stranger.address], megabytes: 5, chunks: ['c'.repeat(64)] }
  const { resources, verification: _, ...rest } = makeJobSpec()
  const spec: JobSpec = {
    ...rest,
    ...{ program, inputs: [{ as: 'map.bin', ...file }], outputs: ['receipts.json'], args: [] },
    files: { privacy: 'none' },
    verification: { mode: 'NONE' },
    resources: { ...resources, type: 'NETWORK' },
  }
  const [jobId, offerId] = await runs(spec)
  for (const wrong of [
    ...['ftp://node', 'http://', 'node.example', `http://${'a'.repeat(3_000)}`],
    ...['http://a.example/?x=', 'http://a.example/#', 'http://u:p@a.example', 'http://a.example/\u0007'],
  ]) {
    expect(await report(offerId, wrong)).toEqual([{ code: 'SERVED_AT_INVALID', field: 'input.servedAt' }])
  }
  expect(await report(offerId, 'https://Node.example:4310/')).toEqual([])
  const seenBy = async (person: Person) => JSON.stringify((await person.ask(PLACE, { id: jobId })).data)
  expect(await seenBy(buyer)).toContain('https://node.example:4310')
  expect(await seenBy(provider)).toContain('https://node.example:4310')
  // A reader is a stranger to the platform: the buyer tells it.
  expect(await seenBy(stranger)).not.toContain('node.example')
  await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { state: 'SUBMITTED' })
  expect(await seenBy(buyer)).not.toContain('node.example')
})

test('a job that runs a program has no such place', async () => {
  const made = makeJobSpec()
  const spec = {
    ...made,
    resources: { ...made.resources, type: 'NETWORK' },
    budget: { ...made.budget, maxRate: '0.000001' },
  }
  if ('cid' in spec.program) api.remotes.blobs.set(spec.program.cid, spec.program.size)
  const [, offerId] = await runs(spec)
  expect(await report(offerId, 'https://node.example')).toEqual([
    { code: 'SERVED_AT_INVALID', field: 'input.servedAt' },
  ])
})
