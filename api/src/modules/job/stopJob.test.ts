import { acceptanceTypedData, marketplaceDomain } from '@aiigo/chain'
import { ETH_ADDRESS, topic } from '@aiigo/domain'
import { Event, inTransaction, Job, jobsToMatch, moveJob } from '@aiigo/storage'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Hex } from 'viem'
import { assignJob, offerJob } from '../../testing/attempts.js'
import { storedSpec, submit } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'

const UPSERT = 'mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } } }'
const ACCEPT = `mutation ($id: ID!, $expiry: Int!, $signature: Bytes!) {
  acceptOffer(offerId: $id, attempt: 1, expiry: $expiry, signature: $signature) { userErrors { code } } }`
const STOP = 'mutation ($id: ID!) { stopJob(jobId: $id) { job { state stopRequestedAt } userErrors { code } } }'
const OFFERS = 'query ($ids: [Bytes!]!) { offers(nodeIds: $ids) { stopRequestedAt } }'
const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)

let api: TestApi
let buyer: Person
let provider: Person
let nodeId: Hex
beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
  provider = await api.person()
  const described = { salt: `0x${'11'.repeat(32)}`, name: 'n', resourceType: 'CPU', units: 4, region: 'EU' }
  const { data } = await provider.ask(UPSERT, { input: { ...described, spec: { memoryMiB: 2048 } } })
  nodeId = data.upsertNode.node.id
}, 90_000)
afterAll(() => api?.close())

async function stops(person: Person, id: string) {
  const { data, errors } = await person.ask(STOP, { id })
  if (errors) throw new Error(JSON.stringify(errors))
  return data.stopJob
}

test('a job that nobody works at is not stopped', async () => {
  const { job } = await submit(buyer, storedSpec(api))
  expect(await stops(buyer, job.id)).toEqual({
    job: { state: 'SUBMITTED', stopRequestedAt: null },
    userErrors: [{ code: 'NOT_STOPPABLE' }],
  })
  await offerJob(api, job.id, { id: nodeId, asks: { [ETH_ADDRESS]: '7' } })
  expect((await stops(buyer, job.id)).userErrors).toEqual([{ code: 'JOB_OFFERED' }])
})

test('a running job is stopped by its buyer alone: its node hears of it once, and no other one gets the job', async () => {
  const { job } = await submit(buyer, storedSpec(api))
  const offer = await offerJob(api, job.id, { id: nodeId, asks: { [ETH_ADDRESS]: '7' } })
  const expiry = Math.floor(Date.now() / 1_000) + 300
  const message = { taskId: job.taskId as Hex, attempt: 1, nodeId, rate: 7n, expiry }
  const signature = await provider.account.signTypedData(acceptanceTypedData(domain, message))
  expect((await provider.ask(ACCEPT, { id: offer.id, expiry, signature })).data.acceptOffer.userErrors).toEqual([])
  await assignJob(api, job.id, offer.id, nodeId)
  const offered = async () => {
    const { data } = await provider.ask(OFFERS, { ids: [nodeId] })
    return data.offers.map(({ stopRequestedAt }: { stopRequestedAt: string | null }) => stopRequestedAt)
  }

  expect((await stops(provider, job.id)).userErrors).toEqual([{ code: 'JOB_UNKNOWN' }])
  expect(await offered()).toContain(null)
  const first = await stops(buyer, job.id)
  expect(first).toEqual({ job: { state: 'ASSIGNED', stopRequestedAt: expect.any(String) }, userErrors: [] })
  expect(await stops(buyer, job.id)).toEqual(first)
  expect(await offered()).toContain(first.job.stopRequestedAt)
  const events = await api.storage.fork().find(Event, { topic: topic('offers', nodeId) })
  const told = events.map(({ data }) => data as { kind: string; offerId: string })
  expect(told.filter(({ kind }) => kind === 'STOP')).toMatchObject([{ offerId: offer.id }])

  // As if its node had vanished.
  const queued = await inTransaction(api.storage, (em) => moveJob(em, { id: job.id, state: 'ASSIGNED' }, 'QUEUED'))
  expect(queued?.state).toBe('QUEUED')
  expect(await jobsToMatch(api.storage.fork(), [job.id])).toEqual([])
  await api.storage.fork().nativeUpdate(Job, { id: job.id }, { stopRequestedAt: null })
  expect(await jobsToMatch(api.storage.fork(), [job.id])).toHaveLength(1)
})
