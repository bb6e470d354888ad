import {
  acceptanceTypedData,
  arbitrationAbi,
  keyRequestTypedData,
  marketplaceDomain,
  NO_NODE,
  resultTypedData,
} from '@aiigo/chain'
import { contentIdOf, ETH_ADDRESS } from '@aiigo/domain'
import { createJobKey, type JobKey, sealBytes, unwrapKey, wrapKey } from '@aiigo/sealing'
import { createFileGrants } from '@aiigo/service'
import { inTransaction, Job, KeyRequest, moveJob, recordPanel } from '@aiigo/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { decodeFunctionData, type Hex } from 'viem'
import { assignJob, offerJob } from '../../testing/attempts.js'
import { SUBMIT, storedSpec } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { FILE_GRANT_SECRET } from '../../testing/startRemotes.js'

const CASE = `query ($id: ID!) { arbitrationCase(jobId: $id) {
  jobId taskId state phase commitBy revealBy commitment vote ruling votes { arbitrator vote }
  job { spec disputeReason result { usage cost manifestCid outputs { cid } } taskRequest { specHash } }
  evidence { side text files { name cid } } logParts { text } } }`
const CASES = `query ($undecided: Boolean, $first: Int, $after: String) {
  arbitrationCases(undecided: $undecided, first: $first, after: $after) {
    edges { cursor node { jobId state } } pageInfo { hasNextPage endCursor } } }`
const EVIDENCE = 'query ($id: ID!) { disputeEvidence(jobId: $id) { side author text files { cid } } }'
const ADD = `mutation ($input: AddEvidenceInput!) { addEvidence(input: $input) {
  evidence { id side } userErrors { code field } } }`
const COMMIT = `mutation ($id: ID!, $commitment: Bytes!) { commitVote(jobId: $id, commitment: $commitment) {
  transaction { to data value } userErrors { code } } }`
const REVEAL = `mutation ($id: ID!) { revealVote(jobId: $id) {
  call { to taskId commitment revealBy } userErrors { code } } }`
const KEY = `mutation ($input: RequestJobKeyInput!) { requestJobKey(input: $input) { sealedKey userErrors { code } } }`
const RELEASE = `mutation ($id: ID!, $key: String!) { releaseJobKey(requestId: $id, sealedKey: $key) {
  userErrors { code } } }`
const WANTED = 'query ($id: ID!) { keyRequests(jobId: $id, open: true) { id wallet attempt recipient } }'
const GRANT = 'query ($id: ID!) { fileGrant(jobId: $id) { token } }'
const UPSERT = 'mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } userErrors { code } } }'
const ACCEPT = `mutation ($id: ID!, $expiry: Int!, $signature: Bytes!) {
  acceptOffer(offerId: $id, attempt: 1, expiry: $expiry, signature: $signature) { userErrors { code } } }`
const RESULT = `mutation ($id: ID!, $input: SubmitResultInput!) {
  submitResult(offerId: $id, input: $input) { userErrors { code message } } }`

const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)
const grants = createFileGrants(FILE_GRANT_SECRET)
const ASKS = { [ETH_ADDRESS]: '7' }
const hash = (digit: string) => digit.repeat(64)
const stored = (digit: string, size = 5) => ({ cid: contentIdOf(hash(digit)), sha256: hash(digit), size })
const commitment = (digit: string): Hex => `0x${hash(digit)}`

let api: TestApi
let buyer: Person
let provider: Person
/** Its node is offered the job, and does not get it. */
let offered: Person
let judge: Person
/** Also an arbitrator, of another dispute. */
let other: Person
let stranger: Person
let key: JobKey
let jobId: string
let taskId: Hex
let nodeId: Hex
let offerId: string

beforeAll(async () => {
  api = await startApi()
  ;[buyer, offered, judge, other, stranger] = (await Promise.all(
    Array.from({ length: 5 }, () => api.person()) as [Promise<Person>, ...Promise<Person>[]],
  )) as [Person, Person, Person, Person, Person]
}, 90_000)
afterAll(() => api?.close())

async function describeNode(person: Person): Promise<Hex> {
  const salt = `0x${'11'.repeat(32)}`
  const input = { salt, name: 'n', resourceType: 'CPU', units: 4, region: 'EU', spec: { memoryMiB: 2048 } }
  return (await person.ask(UPSERT, { input })).data.upsertNode.node.id
}

/** A job that is offered to a node of the provider. */
async function offers(privacy: 'platform' | 'private'): Promise<void> {
  provider = await api.person()
  key = await createJobKey()
  const { data: platform } = await api.ask('{ platform { fileRecipient } }')
  const input = { as: 'in.csv', ...stored('b') }
  api.remotes.blobs.set(input.cid, input.size)
  const spec = storedSpec(api, { inputs: [input], files: { privacy, recipient: key.recipient }, args: ['hunter2'] })
  const sealedKey = privacy === 'platform' ? await wrapKey(key.identity, platform.platform.fileRecipient) : null
  const program = { ...spec.program, public: true }
  const { data, errors } = await buyer.ask(SUBMIT, {
    input: { spec: { ...spec, program }, sealedKey, waitForNode: true },
  })
  expect([errors, data.submitJob.userErrors]).toEqual([undefined, []])
  jobId = data.submitJob.job.id
  taskId = data.submitJob.job.taskId
  nodeId = await describeNode(provider)
  offerId = (await offerJob(api, jobId, { id: nodeId, asks: ASKS })).id
}

async function assigns(): Promise<void> {
  const expiry = Math.floor(Date.now() / 1_000) + 300
  const message = { taskId, attempt: 1, nodeId, rate: 7n, expiry }
  const signature = await provider.account.signTypedData(acceptanceTypedData(domain, message))
  const { data } = await provider.ask(ACCEPT, { id: offerId, expiry, signature })
  expect(data.acceptOffer.userErrors).toEqual([])
  await assignJob(api, jobId, offerId, nodeId)
}

async function delivers(): Promise<void> {
  const result = { taskId, attempt: 1, nodeId, usage: 4n, resultHash: `0x${hash('c')}` } as const
  const signature = await provider.account.signTypedData(resultTypedData(domain, result))
  const outputs = [{ name: 'out.txt', ...stored('d') }]
  const manifest = { manifestCid: contentIdOf(hash('c')), manifestSha256: hash('c') }
  const input = { ...manifest, usage: '4', exitCode: 0, outputs, signature }
  const { data } = await provider.ask(RESULT, { id: offerId, input })
  expect(data.submitResult.userErrors).toEqual([])
}

const moves = (to: 'DISPUTED' | 'PAID') =>
  inTransaction(api.storage, async (em) => moveJob(em, await em.findOneOrFail(Job, { id: jobId }), to))

async function disputes(): Promise<void> {
  await api.storage.fork().nativeUpdate(Job, { id: jobId }, { disputeReason: 'not what was asked for' })
  await moves('DISPUTED')
  api.remotes.panel.splice(0, 3, judge.account.address)
  await recordPanel(api.storage, jobId, { phase: 'COMMIT', panel: [judge.address], openedAt: new Date() })
}

beforeEach(() => {
  api.remotes.panel.length = 0
  Object.assign(api.remotes.dispute, { phase: 'COMMIT', ruling: null, commitments: [], votes: [] })
})

const caseOf = async (person: Person) => {
  const { data, errors } = await person.ask(CASE, { id: jobId })
  expect(errors).toBeUndefined()
  return data.arbitrationCase
}
const add = async (person: Person, text: string, files: object[] = []) =>
  (await person.ask(ADD, { input: { jobId, text, files } })).data.addEvidence

/** 'key' when it was given at once, 'wait' when the buyer's client has to, else the refusal. */
async function asks(person: Person, attempt: number, node: Hex): Promise<string> {
  const own = await createJobKey()
  const typed = keyRequestTypedData(domain, { taskId, attempt, nodeId: node, recipient: own.recipient })
  const signature = await person.account.signTypedData(typed)
  const { data } = await person.ask(KEY, { input: { jobId, recipient: own.recipient, signature } })
  const { sealedKey, userErrors } = data.requestJobKey
  if (userErrors.length > 0) return userErrors[0].code
  if (sealedKey === null) return 'wait'
  return (await unwrapKey(sealedKey, own.identity)).identity === key.identity ? 'key' : 'another key'
}

/** The files that a person may read, by who holds them; null for none. */
async function reads(person: Person): Promise<Readonly<Record<string, readonly string[]>> | null> {
  const { data } = await person.ask(GRANT, { id: jobId })
  return data.fileGrant ? ((await grants.check(data.fileGrant.token)).read ?? {}) : null
}

describe('who gets what of a job', () => {
  it.each([
    ['platform', 'key'],
    ['private', 'wait'],
  ] as const)('of one whose files are sealed (%s)', async (privacy, given) => {
    await offers(privacy)
    const ofNode = [1, nodeId] as const
    const everybody = async () => ({
      buyer: await asks(buyer, 0, NO_NODE),
      provider: await asks(provider, ...ofNode),
      judge: await asks(judge, 0, NO_NODE),
      other: await asks(other, 0, NO_NODE),
      stranger: await asks(stranger, 0, NO_NODE),
      offered: await asks(offered, ...ofNode),
    })
    const no = 'JOB_UNKNOWN'
    const nobody = { provider: no, judge: no, other: no, stranger: no, offered: no }
    // A private key is never the platform's to give, to the buyer neither.
    const ofBuyer = { buyer: privacy === 'private' ? 'KEY_PRIVATE' : 'key' }
    expect(await everybody()).toEqual({ ...nobody, ...ofBuyer })
    await assigns()
    expect(await everybody()).toEqual({ ...nobody, ...ofBuyer, provider: given })
    await delivers()
    expect(await everybody()).toEqual({ ...nobody, ...ofBuyer })
    expect([await caseOf(judge), await caseOf(buyer), await reads(judge)]).toEqual([null, null, null])
    await disputes()
    // The provider answers the dispute: it seals its evidence to the key, and opens the buyer's.
    expect(await everybody()).toEqual({ ...nobody, ...ofBuyer, provider: given, judge: given })
    for (const person of [buyer, provider, offered, other, stranger]) expect(await caseOf(person)).toBeNull()
    const seen = await caseOf(judge)
    expect(seen).toMatchObject({ jobId, taskId, state: 'TO_COMMIT', phase: 'COMMIT', votes: null })
    expect(seen.job).toMatchObject({
      ...{ disputeReason: 'not what was asked for', spec: { args: ['hunter2'] } },
      result: { usage: '4', outputs: [{ cid: stored('d').cid }] },
    })
    const all = { [buyer.address]: expect.anything(), [provider.address]: [contentIdOf(hash('c')), stored('d').cid] }
    const whoReads = async () => [await reads(judge), await reads(provider), await reads(other), await reads(offered)]
    expect(await whoReads()).toEqual([all, null, null, null])

    await moves('PAID')
    Object.assign(api.remotes.dispute, { phase: 'CONCLUDED', ruling: 'PROVIDER' })
    expect(await everybody()).toEqual({ ...nobody, ...ofBuyer })
    expect(await whoReads()).toEqual([null, null, null, null])
    const over = await caseOf(judge)
    expect(over).toMatchObject({ state: 'DECIDED', ruling: 'PROVIDER', job: null, evidence: [], logParts: [] })
  })

  it('a buyer that answers late gives the key of a private job to nobody whose time is over', async () => {
    await offers('private')
    await assigns()
    await delivers()
    await disputes()
    expect(await asks(judge, 0, NO_NODE)).toBe('wait')
    const [request] = (await buyer.ask(WANTED, { id: jobId })).data.keyRequests
    expect(request).toMatchObject({ wallet: judge.address, attempt: 0 })
    const release = async (person: Person) => {
      const sent = { id: request.id, key: await wrapKey(key.identity, request.recipient) }
      return (await person.ask(RELEASE, sent)).data.releaseJobKey.userErrors.map(({ code }: { code: string }) => code)
    }
    expect(await release(stranger)).toEqual(['KEY_REQUEST_UNKNOWN'])
    await moves('PAID')
    expect(await release(buyer)).toEqual(['KEY_REQUEST_OVER'])
    expect((await api.storage.fork().findOneOrFail(KeyRequest, { id: request.id })).sealedKey).toBeNull()
  })
})

describe('evidence', () => {
  beforeEach(async () => {
    await offers('platform')
    await assigns()
    await delivers()
  })

  it('comes from both sides and from nobody else, until the votes are committed', async () => {
    const codes = async (person: Person, text = 'look', files: object[] = []) =>
      (await add(person, text, files)).userErrors.map(({ code }: { code: string }) => code)
    expect([await codes(buyer), await codes(stranger)]).toEqual([['NOT_DISPUTED'], ['JOB_UNKNOWN']])
    await disputes()
    for (const person of [judge, other, offered, stranger]) expect(await codes(person)).toEqual(['JOB_UNKNOWN'])
    const shot = { name: 'shot.png', ...stored('e') }
    api.remotes.blobs.set(shot.cid, shot.size)
    api.remotes.programs.set(shot.cid, await sealBytes(new Uint8Array(5), key.recipient))
    const status = buyer.socket().iterate({
      query: 'subscription ($id: ID!) { jobStatus(jobId: $id) { reason } }',
      variables: { id: jobId },
    })
    const live = judge.socket().iterate({ query: 'subscription { arbitrationCases { jobId kind } }' })
    expect((await add(provider, ' it is right ', [shot])).evidence).toMatchObject({ side: 'PROVIDER' })
    expect((await add(provider, 'it is right', [shot])).evidence).toMatchObject({ side: 'PROVIDER' })
    expect((await add(buyer, 'line 3 is empty')).evidence).toMatchObject({ side: 'BUYER' })
    const told: string[] = []
    for await (const { data } of status) {
      const event = data?.jobStatus as { reason: string } | undefined
      told.push(event?.reason ?? '')
      if (event?.reason === 'the buyer added evidence to the dispute') break
    }
    expect(told).toContain('the provider added evidence to the dispute')
    const kinds: string[] = []
    for await (const { data } of live) {
      const event = data?.arbitrationCases as { jobId: string; kind: string } | undefined
      if (event?.jobId === jobId) kinds.push(event.kind)
      if (kinds.length === 3) break
    }
    expect(kinds).toEqual(['SEATED', 'EVIDENCE', 'EVIDENCE'])

    const both = [
      { side: 'PROVIDER', text: 'it is right', files: [{ cid: shot.cid }] },
      { side: 'BUYER', text: 'line 3 is empty', files: [] },
    ]
    const seenBy = async (person: Person) => (await person.ask(EVIDENCE, { id: jobId })).data.disputeEvidence
    expect([await seenBy(buyer), await seenBy(provider)]).toMatchObject([both, both])
    expect([await seenBy(stranger), await seenBy(offered), await seenBy(judge)]).toEqual([null, null, null])
    expect((await caseOf(judge)).evidence).toMatchObject(both)
    // Its file is read by the panel and both sides.
    for (const person of [buyer, judge, provider]) {
      expect((await reads(person))?.[provider.address]).toContain(shot.cid)
    }
    expect([await reads(offered), await reads(other)]).toEqual([null, null])

    api.remotes.dispute.phase = 'REVEAL'
    expect(await codes(provider, 'one more thing')).toEqual(['EVIDENCE_CLOSED'])
    Object.assign(api.remotes.dispute, { phase: 'COMMIT', commitBy: 1 })
    expect(await codes(provider, 'one more thing')).toEqual(['EVIDENCE_CLOSED'])
    api.remotes.dispute.commitBy = Math.floor(Date.now() / 1_000) + 3_600
  })

  it('has files that the panel can open', async () => {
    const another = await createJobKey()
    const file = { name: 'x', ...stored('3') }
    api.remotes.blobs.set(file.cid, file.size)
    const adds = async (bytes: Uint8Array, text: string) => {
      api.remotes.programs.set(file.cid, bytes)
      return (await add(buyer, text, [file])).userErrors
    }
    const notSealed = [{ code: 'EVIDENCE_NOT_SEALED', field: 'input.files[0].cid' }]
    await disputes()
    expect(await adds(new Uint8Array(300), 'open')).toEqual(notSealed)
    expect(await adds(new Uint8Array(), 'empty')).toEqual(notSealed)
    expect(await adds(await sealBytes(new Uint8Array(90_000), another.recipient), 'to another key')).toEqual(notSealed)
    expect(await adds(await sealBytes(new Uint8Array(90_000), key.recipient), 'to the key')).toEqual([])

    // Of a private job the platform sees the form alone.
    await offers('private')
    await assigns()
    await delivers()
    await disputes()
    expect(await adds(new Uint8Array(300), 'open')).toEqual(notSealed)
    expect(await adds(await sealBytes(new Uint8Array(5), key.recipient), 'sealed')).toEqual([])
  })

  it('is refused with every reason that there is', async () => {
    await disputes()
    const nowhere = { name: '../x', cid: contentIdOf(hash('1')), sha256: 'zz', size: -1 }
    expect((await add(buyer, ' ', [nowhere])).userErrors).toEqual([
      { code: 'TEXT_INVALID', field: 'input.text' },
      { code: 'NAME_INVALID', field: 'input.files[0].name' },
      { code: 'HASH_INVALID', field: 'input.files[0].sha256' },
      { code: 'INPUT_TOO_LARGE', field: 'input.files[0].size' },
    ])
    const missing = { name: 'x', ...stored('2') }
    expect((await add(buyer, 'x', [missing])).userErrors).toMatchObject([{ code: 'BLOB_NOT_FOUND' }])
    expect((await add(buyer, 'x', Array(11).fill(missing))).userErrors).toMatchObject([{ code: 'TOO_MANY_FILES' }])
    for (let i = 0; i < 10; i++) expect((await add(buyer, `piece ${i}`)).userErrors).toEqual([])
    expect((await add(buyer, 'piece 11')).userErrors).toMatchObject([{ code: 'TOO_MUCH_EVIDENCE' }])
    // The other side has its own.
    expect((await add(provider, 'piece 1')).userErrors).toEqual([])
  })
})

describe('a vote', () => {
  beforeEach(async () => {
    await offers('platform')
    await assigns()
    await delivers()
    await disputes()
    api.remotes.panel.splice(0, 3, judge.account.address, other.account.address)
  })

  const commit = async (person: Person, digit = '1') =>
    (await person.ask(COMMIT, { id: jobId, commitment: commitment(digit) })).data.commitVote
  const reveal = async (person: Person) => (await person.ask(REVEAL, { id: jobId })).data.revealVote
  const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code)

  it('is prepared as the contract takes it, once, in its phase, and for the panel alone', async () => {
    const { transaction } = await commit(judge)
    expect(transaction).toMatchObject({ to: deployment.addresses.Arbitration, value: '0' })
    expect(decodeFunctionData({ abi: arbitrationAbi, data: transaction.data })).toEqual({
      ...{ functionName: 'commit', args: [taskId, commitment('1')] },
    })
    for (const person of [buyer, provider, offered, stranger]) {
      expect([codes(await commit(person)), codes(await reveal(person))]).toEqual([['JOB_UNKNOWN'], ['JOB_UNKNOWN']])
    }
    expect(codes(await commit(judge, '0'))).toEqual(['COMMITMENT_INVALID'])
    expect(codes(await reveal(judge))).toEqual(['NOT_COMMITTED'])
    // A commitment of another seat can never be opened from this one.
    api.remotes.dispute.commitments = [null, commitment('2')]
    expect(codes(await commit(judge, '2'))).toEqual(['COMMITMENT_INVALID'])
    api.remotes.dispute.commitments = [commitment('1'), commitment('2')]
    expect(codes(await commit(judge))).toEqual(['ALREADY_COMMITTED'])
    expect(codes(await reveal(judge))).toEqual(['REVEAL_TOO_EARLY'])
    api.remotes.dispute.phase = 'REVEAL'
    expect((await reveal(judge)).call).toMatchObject({
      ...{ to: deployment.addresses.Arbitration, taskId, commitment: commitment('1') },
    })
    api.remotes.dispute.votes = ['BUYER', null]
    expect(codes(await reveal(judge))).toEqual(['ALREADY_REVEALED'])
    Object.assign(api.remotes.dispute, { phase: 'FINAL', votes: [] })
    expect(codes(await reveal(judge))).toEqual(['REVEAL_CLOSED'])
  })

  it('of another member is told by no answer before the dispute is concluded', async () => {
    api.remotes.dispute.commitments = [commitment('1'), commitment('a')]
    const before = await caseOf(judge)
    expect(before).toMatchObject({ state: 'COMMITTED', commitment: commitment('1'), vote: null, votes: null })
    Object.assign(api.remotes.dispute, { phase: 'REVEAL', votes: [null, 'MISUSE'] })
    const seen = await caseOf(judge)
    expect(seen).toMatchObject({ state: 'TO_REVEAL', vote: null, votes: null, ruling: null })
    const { spec: _, ...told } = seen.job
    expect(JSON.stringify({ ...seen, job: told })).not.toMatch(/MISUSE|aaaa/)
    Object.assign(api.remotes.dispute, { phase: 'CONCLUDED', ruling: 'TIMED_OUT' })
    expect((await caseOf(judge)).votes).toEqual([
      { arbitrator: judge.address, vote: 'NONE' },
      { arbitrator: other.address, vote: 'MISUSE' },
    ])
  })

  it('is asked for in the list of the arbitrator’s own cases, page by page', async () => {
    const list = async (person: Person, variables = {}) =>
      (await person.ask(CASES, variables)).data.arbitrationCases as {
        edges: { node: { jobId: string; state: string } }[]
        pageInfo: { hasNextPage: boolean; endCursor: string | null }
      }
    const [latest] = (await list(judge, { first: 1 })).edges
    expect(latest?.node).toEqual({ jobId, state: 'TO_COMMIT' })
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const page = await list(judge, { first: 2, after })
      seen.push(...page.edges.map(({ node }) => node.jobId))
      if (!page.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(4)
    await recordPanel(api.storage, jobId, { phase: 'CONCLUDED', panel: [judge.address], openedAt: new Date() })
    const open = await list(judge, { undecided: true, first: 50 })
    expect(open.edges.map(({ node }) => node.jobId)).toEqual(seen.filter((id) => id !== jobId))
    // Whom the chain does not have on the panel has no case, whatever the database says.
    await recordPanel(api.storage, jobId, { phase: 'COMMIT', panel: [stranger.address], openedAt: new Date() })
    expect([(await list(stranger)).edges, await caseOf(stranger)]).toEqual([[], null])
    const { errors } = await judge.ask(CASES, { first: 51 })
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})
