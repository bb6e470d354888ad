import { randomUUID } from 'node:crypto'
import { groupTypedData, hashGroup, marketplaceDomain, taskIdOf } from '@aiigo/chain'
import {
  contentIdOf,
  ETH_ADDRESS,
  type JobSpec,
  parseJobSpec,
  specHashOf,
  type TaskRequest,
  taskRequestCodec,
} from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import { inTransaction, Job, JobGroup, moveJob, Outbox } from '@aiigo/storage'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { storedSpec } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { sha256OfText } from '../job/sha256OfText.js'

let api: TestApi
let buyer: Person
const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())

const SUBMIT = `mutation ($input: SubmitJobGroupInput!) { submitJobGroup(input: $input) {
  group { id name progress { total done share amounts { token deposit cost } states { state count } }
    members { jobId key element replicas checkState state taskId specHash fundingSigned reasonCode reason needs
      taskRequest { jobId buyer token budget maxRate maxUsage resourceType units workSeconds windowSeconds fundBy assignBy maxFeeBps matcher specHash } } }
  warnings { code } userErrors { code field message } } }`
const FUND = `mutation ($groupId: ID!, $jobIds: [ID!]!, $signature: Bytes!) {
  fundJobGroup(groupId: $groupId, jobIds: $jobIds, signature: $signature) { userErrors { code field message } } }`
const CANCEL = `mutation ($groupId: ID!) { cancelJobGroup(groupId: $groupId) { cancelled funded userErrors { code } } }`

let salts = 0
const salt = (): string => (++salts).toString(16).padStart(32, '0')
const hashOf = (spec: JobSpec): string => specHashOf(parseJobSpec(spec), sha256OfText)

async function submits(person: Person, steps: unknown, more: object = {}) {
  const input = { clientRequestId: crypto.randomUUID(), name: 'a group', steps, waitForNode: true, ...more }
  const { data, errors } = await person.ask(SUBMIT, { input })
  if (errors) throw new Error(JSON.stringify(errors))
  return data.submitJobGroup
}

/** An array of jobs, and one that takes a file of each. */
function arrayAndJoin(size: number) {
  const spec = storedSpec(api, { salt: salt() })
  const elements = Array.from({ length: size }, (_, index) => ({ index, salt: salt(), args: [`${index}`] }))
  const hashes = elements.map(({ salt: own, args }) => hashOf({ ...spec, salt: own, args }))
  const inputs = hashes.map((from, i) => ({ as: `in/${i}.txt`, from, path: 'out.txt', maxBytes: 2_000_000 }))
  const join = storedSpec(api, { salt: salt(), needs: hashes, inputs })
  return {
    steps: [
      { key: 'each', spec, elements },
      { key: 'join', spec: join },
    ],
    hashes,
  }
}

describe('a group of jobs', () => {
  test('takes the replicas of a job, at most nine of a seed', async () => {
    const verification = { mode: 'REPLICATED', replicas: 3 } as const
    const spec = storedSpec(api, { salt: salt(), verification, seed: salt() })
    const replicas = (count: number) => [
      { key: 'job', spec, elements: Array.from({ length: count }, (_, index) => ({ index, salt: salt() })) },
    ]
    const [step] = replicas(3)
    const { group, userErrors } = await submits(buyer, [step])
    expect(userErrors).toEqual([])
    expect(group.members.map(({ specHash }: { specHash: string }) => specHash)).toEqual(
      step?.elements.map(({ salt: own }) => hashOf({ ...spec, salt: own })),
    )
    const jobs = await api.storage.fork().find(Job, { groupId: group.id })
    const sets = new Set(jobs.map(({ replicaSet }) => replicaSet))
    expect([sets.size, [...sets][0]]).toEqual([1, expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(group.members).toMatchObject([0, 1, 2].map((element) => ({ element, replicas: 3, checkState: null })))
    // The same jobs of somebody else are no replicas of them.
    const other = await api.person()
    const theirs = (await submits(other, replicas(1))).group
    expect(sets).not.toContain((await api.storage.fork().findOneOrFail(Job, { groupId: theirs.id })).replicaSet)
    expect((await submits(buyer, replicas(10))).userErrors).toMatchObject([
      { code: 'BROKEN_RULE', message: expect.stringContaining('at most 9 jobs of one seed') },
    ])
  })

  test('takes the replicas of each element of an array, with a seed for each set', async () => {
    const verification = { mode: 'REPLICATED', replicas: 2 } as const
    const spec = storedSpec(api, { salt: salt(), verification, seed: salt() })
    const seeds = Array.from({ length: 12 }, salt)
    const elements = Array.from({ length: 24 }, (_, index) => {
      return { index, salt: salt(), seed: seeds[Math.floor(index / 2)], args: [`${Math.floor(index / 2)}`] }
    })
    const { group, userErrors } = await submits(buyer, [{ key: 'each', spec, elements }])
    expect(userErrors).toEqual([])
    const jobs = await api.storage.fork().find(Job, { groupId: group.id }, { orderBy: { groupPlace: 'asc' } })
    expect(jobs.map((one) => one.spec.seed)).toEqual(elements.map(({ seed }) => seed))
    const sets = Map.groupBy(jobs, ({ replicaSet }) => replicaSet)
    expect([...sets.values()].map((some) => some.map(({ element }) => element))).toEqual(
      Array.from({ length: 12 }, (_, of) => [2 * of, 2 * of + 1]),
    )
    expect(group.members.every(({ replicas }: { replicas: number }) => replicas === 2)).toBe(true)
    // One seed for all of them would make more than nine replicas of it.
    const shared = elements.map(({ seed: _, ...element }) => ({ ...element, salt: salt() }))
    expect((await submits(buyer, [{ key: 'each', spec, elements: shared }])).userErrors).toMatchObject([
      { code: 'BROKEN_RULE', message: expect.stringContaining('at most 9 jobs of one seed') },
    ])
  })

  test('is stored whole, with a request for each, and the deadlines of a dependent behind those of its needs', async () => {
    const { steps, hashes } = arrayAndJoin(3)
    const clientRequestId = 'group-1'
    const answers = await Promise.all([1, 2].map(() => submits(buyer, steps, { clientRequestId })))
    expect(answers[0].userErrors).toEqual([])
    expect(answers[1].group.id).toBe(answers[0].group.id)
    const { members, progress } = answers[0].group
    expect(members.map(({ key, element, specHash }: never) => [key, element, specHash])).toEqual([
      ...hashes.map((hash, i) => ['each', i, hash]),
      ['join', null, hashOf((steps[1] as { spec: JobSpec }).spec)],
    ])
    const [first, , , join] = members
    expect(join.needs).toEqual(members.slice(0, 3).map(({ jobId }: { jobId: string }) => jobId))
    const [one, last] = [taskRequestCodec.fromJson(first.taskRequest), taskRequestCodec.fromJson(join.taskRequest)]
    expect(taskIdOf(domain, last)).toBe(join.taskId)
    // 120 seconds of slack, then its own 60 to find a node.
    expect(last.fundBy).toBe(one.assignBy + one.workSeconds + 120)
    expect(last.assignBy).toBe(last.fundBy + 60)
    expect(progress).toMatchObject({ total: 4, done: 0, share: 0, states: [{ state: 'SUBMITTED', count: 4 }] })
    expect(progress.amounts).toEqual([{ token: one.token, deposit: String(4n * one.budget), cost: '0' }])
    const other = await submits(buyer, steps.slice(0, 1), { clientRequestId })
    expect(other.userErrors[0].code).toBe('CLIENT_REQUEST_ID_REUSED')
    const { data } = await buyer.ask('query ($id: ID!) { job(id: $id) { key element needs group { id } } }', {
      id: join.jobId,
    })
    expect(data.job).toEqual({ key: 'join', element: null, needs: join.needs, group: { id: answers[0].group.id } })
  })

  test('of 500 jobs is one submission', async () => {
    const person = await api.person()
    const { steps } = arrayAndJoin(499)
    const { group, userErrors } = await submits(person, steps)
    expect(userErrors).toEqual([])
    expect(group.members).toHaveLength(500)
    expect(group.members[499].needs).toHaveLength(499)
    // A wallet that has never paid has no room for another.
    expect((await submits(person, arrayAndJoin(1).steps)).userErrors[0].code).toBe('TOO_MANY_UNFUNDED_JOBS')
    expect((await submits(buyer, arrayAndJoin(500).steps)).userErrors[0]).toMatchObject({
      code: 'TOO_BIG',
      field: 'steps',
    })
  }, 120_000)

  test.each<[string, () => unknown, string, string]>([
    [
      'needs a job that stands behind it',
      () => arrayAndJoin(1).steps.toReversed(),
      'NEED_UNKNOWN',
      'steps[0].spec.needs[0]',
    ],
    [
      'needs nothing known',
      () => [{ key: 'a', spec: storedSpec(api, { salt: salt(), needs: [`0x${'7'.repeat(64)}`] }) }],
      'NEED_UNKNOWN',
      'steps[0].spec.needs[0]',
    ],
    [
      'has a key twice',
      () => {
        const spec = () => storedSpec(api, { salt: salt() })
        return [
          { key: 'a', spec: spec() },
          { key: 'a', spec: spec() },
        ]
      },
      'BROKEN_RULE',
      'steps[1]',
    ],
    [
      'has a salt twice',
      () => [{ key: 'a', spec: storedSpec(api), elements: [0, 1].map((index) => ({ index, salt: '7'.repeat(32) })) }],
      'BROKEN_RULE',
      'steps[0].elements[1].salt',
    ],
    ['has a bad key', () => [{ key: '../a', spec: storedSpec(api) }], 'WRONG_FORMAT', 'steps[0].key'],
    [
      'names a file that is not stored',
      () => {
        const sha256 = 'f'.repeat(64)
        return [
          {
            key: 'a',
            spec: storedSpec(api, { salt: salt(), inputs: [{ as: 'x', cid: contentIdOf(sha256), sha256, size: 1 }] }),
          },
        ]
      },
      'BLOB_NOT_FOUND',
      'steps[0].spec.inputs[0].cid',
    ],
    [
      'has secrets that are not stored',
      () => {
        const sha256 = 'e'.repeat(64)
        const files = { privacy: 'private' as const, recipient: `age1${'q'.repeat(58)}` }
        const secrets = { names: ['TOKEN'], cid: contentIdOf(sha256), sha256, size: 1 }
        return [{ key: 'a', spec: storedSpec(api, { salt: salt(), files, secrets }) }]
      },
      'BLOB_NOT_FOUND',
      'steps[0].spec.secrets.cid',
    ],
    [
      'repeats a large specification',
      () => {
        const elements = Array.from({ length: 500 }, (_, index) => ({ index, salt: salt() }))
        return [
          {
            key: 'a',
            spec: storedSpec(api, { args: ['x'.repeat(4_000), 'y'.repeat(4_000), 'z'.repeat(4_000)] }),
            elements,
          },
        ]
      },
      'TOO_BIG',
      'steps',
    ],
    [
      'has an unsafe name',
      () => [{ key: 'a', spec: { ...storedSpec(api), outputs: ['../x'] } }],
      'BROKEN_RULE',
      'steps[0].spec.outputs[0]',
    ],
    [
      'waits longer than the contract takes',
      () => {
        const deadlines = { fundSeconds: 600, assignSeconds: 604_800, windowSeconds: 600 }
        const steps: { key: string; spec: JobSpec }[] = []
        for (let i = 0; i < 5; i++) {
          const before = steps.at(-1)
          const needs = before ? { needs: [hashOf(before.spec)] } : {}
          steps.push({ key: `s${i}`, spec: storedSpec(api, { salt: salt(), deadlines, ...needs }) })
        }
        return steps
      },
      'NEEDS_TOO_LONG',
      'steps[4].spec.deadlines.assignSeconds',
    ],
  ])('is refused whole when one %s', async (_what, steps, code, field) => {
    const person = await api.person()
    const { group, userErrors } = await submits(person, steps())
    expect(group).toBeNull()
    expect(userErrors[0]).toMatchObject({ code, field })
    expect(await api.storage.fork().count(Job, { buyer: person.address })).toBe(0)
  })

  test('is paid by one signature, all or none, out of a balance that pays for all of it', async () => {
    const { group } = await submits(buyer, arrayAndJoin(2).steps)
    const ids: string[] = group.members.map(({ jobId }: { jobId: string }) => jobId)
    const requests: TaskRequest[] = group.members.map(({ taskRequest }: { taskRequest: never }) =>
      taskRequestCodec.fromJson(taskRequest),
    )
    const sign = (person: Person, some = requests) => person.account.signTypedData(groupTypedData(domain, some))
    const signature = await sign(buyer)
    const fund = async (person: Person, given = signature, jobIds = ids) =>
      (await person.ask(FUND, { groupId: group.id, jobIds, signature: given })).data.fundJobGroup.userErrors
    const stranger = await api.person()
    expect(await fund(stranger)).toMatchObject([{ code: 'GROUP_UNKNOWN' }])
    const total = group.progress.amounts[0].deposit
    api.remotes.balances.set(ETH_ADDRESS, BigInt(total) - 1n)
    expect(await fund(buyer)).toMatchObject([
      { code: 'BALANCE_TOO_LOW', message: expect.stringContaining(`at least ${total} base units`) },
    ])
    api.remotes.balances.set(ETH_ADDRESS, BigInt(total))
    const bad = [{ code: 'BAD_SIGNATURE', field: 'signature' }]
    expect(await fund(buyer, await sign(stranger))).toMatchObject(bad)
    expect(await fund(buyer, signature, ids.toReversed())).toMatchObject(bad)
    expect(await fund(buyer, signature, ids.slice(1))).toMatchObject(bad)
    const unknown = (index: number) => [{ code: 'JOB_UNKNOWN', field: `jobIds[${index}]` }]
    expect(await fund(buyer, signature, [...ids, ids[0] ?? ''])).toMatchObject(unknown(3))
    expect(await fund(buyer, signature, [randomUUID(), ...ids])).toMatchObject(unknown(0))
    expect(await fund(buyer, signature, [])).toMatchObject(unknown(0))
    expect(await api.storage.fork().count(Job, { groupId: group.id, fundingSignature: { $ne: null } })).toBe(0)
    expect(await fund(buyer)).toEqual([])
    expect(await fund(buyer)).toEqual([])
    const stored = await api.storage.fork().find(Job, { groupId: group.id })
    const own = new Map(
      hashGroup(domain, requests)
        .memberSignatures(signature)
        .map((one, index) => [ids[index], one]),
    )
    expect(stored.map(({ id, fundingSignature }) => fundingSignature === own.get(id))).toEqual([true, true, true])
    const told = (await api.storage.fork().find(Outbox, { queue: queues.advance.name }))
      .map(({ payload }) => payload as { jobId: string; cause: string })
      .filter(({ cause }) => cause === 'FUNDED_FROM_BALANCE')
      .map(({ jobId }) => jobId)
    // The last one waits for the two that it needs.
    expect(told.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.slice(0, 2).toSorted())
  })

  test('is cancelled as far as no money is on chain, and tells of its progress as its jobs move', async () => {
    const { group } = await submits(buyer, arrayAndJoin(2).steps)
    const client = api.socket(`Bearer ${buyer.accessToken}`)
    const query = `subscription ($groupId: ID!) { jobGroupUpdated(groupId: $groupId) { done total states { state count } } }`
    const live = client.iterate({ query, variables: { groupId: group.id } })
    expect((await live.next()).value?.data?.jobGroupUpdated).toMatchObject({ done: 0, total: 3 })
    const [first] = group.members
    await inTransaction(api.storage, (em) => moveJob(em, { id: first.jobId, state: 'SUBMITTED' }, 'QUEUED'))
    expect((await live.next()).value?.data?.jobGroupUpdated.states).toContainEqual({ state: 'QUEUED', count: 1 })
    const { data } = await buyer.ask(CANCEL, { groupId: group.id })
    expect(data.cancelJobGroup).toEqual({ cancelled: 2, funded: [first.jobId], userErrors: [] })
    expect((await live.next()).value?.data?.jobGroupUpdated).toMatchObject({ done: 2 })
    await client.dispose()
    const stranger = await api.person()
    const asked = await stranger.ask('query ($id: ID!) { jobGroup(id: $id) { id } }', { id: group.id })
    expect(asked.data.jobGroup).toBeNull()
    expect(await api.storage.fork().count(JobGroup, { buyer: stranger.address })).toBe(0)
  })
})
