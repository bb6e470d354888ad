import { randomUUID } from 'node:crypto'
import { ETH_ADDRESS } from '@aiigo/domain'
import {
  beginBenchmark,
  CheckRun,
  inTransaction,
  Job,
  JobGroup,
  moveJob,
  Node,
  ResultCheck,
  recordKeyRequest,
  recordPanel,
} from '@aiigo/storage'
import { makeOffer } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
} from 'graphql'
import { type Access, declaredAccess } from './graphql/access.js'
import { accessProblems } from './graphql/accessProblems.js'
import { createLocalSchema } from './modules/createLocalSchema.js'
import { visibleJobs } from './modules/job/jobAccess.js'
import { exampleOperation, type Kind } from './testing/exampleOperation.js'
import { storedSpec, submit } from './testing/jobs.js'
import { type Answer, type Person, startApi, type TestApi } from './testing/startApi.js'

interface Declared {
  /** Such as Query.job. */
  name: string
  kind: Kind
  field: GraphQLField<unknown, unknown>
  access: Access
}

/** Every query, mutation and subscription that clients can ask for. */
function rootsOf(schema: GraphQLSchema): Declared[] {
  const kinds: [Kind, GraphQLObjectType | null | undefined][] = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ]
  return kinds.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {})
      // The gateway's own, which it hides.
      .filter(({ name }) => !name.startsWith('_'))
      .map((field) => {
        const name = `${type?.name}.${field.name}`
        const access = declaredAccess(field)
        if (!access) throw new Error(`${name} does not declare its access`)
        return { name, kind, field, access }
      }),
  )
}

const schema = await createLocalSchema()
const roots = rootsOf(schema)
const guarded = roots.filter(({ access }) => access.rule !== 'PUBLIC')
const withRule = (rule: Access['rule']): Declared[] => roots.filter(({ access }) => access.rule === rule)

let api: TestApi
let buyer: Person
let provider: Person
let stranger: Person
let arbitrator: Person
/** Ids of rows with an owner, by their names in the table below. */
let known: Record<'job' | 'group' | 'offer' | 'node' | 'apiKey' | 'keyRequest' | 'run' | 'benchmark', string>

beforeAll(async () => {
  api = await startApi()
  const people = await Promise.all([api.person(), api.person(), api.person(), api.person()])
  ;[buyer, provider, stranger, arbitrator] = people
  known = await seed()
}, 90_000)
afterAll(() => api?.close())

/** A job of the buyer that is offered to a node of the provider, and an API key of the buyer. */
async function seed(): Promise<typeof known> {
  const spec = { memoryMiB: 2048 }
  const details = { salt: `0x${'22'.repeat(32)}`, name: 'attic', resourceType: 'CPU', units: 4, region: 'EU', spec }
  const upsert = `mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id } userErrors { code } } }`
  const nodeId = (await provider.ask(upsert, { input: details })).data.upsertNode.node.id
  const { job } = await submit(buyer, storedSpec(api))
  const asks = { [ETH_ADDRESS]: '7' }
  const ready = { registered: true, state: 'ACTIVE', online: true, availability: 'AVAILABLE', asks } as const
  await api.storage.fork().nativeUpdate(Node, { id: nodeId }, ready)
  const queued = await inTransaction(api.storage, async (em) =>
    moveJob(em, await em.findOneOrFail(Job, { id: job.id }), 'QUEUED'),
  )
  const offer = queued && (await makeOffer(api.storage, queued, { id: nodeId, asks }, 600))
  if (!offer) throw new Error('expected an offer')
  await api.storage
    .fork()
    .execute(
      'insert into job_log (job_id, last_seq, lines, attempt_id, parts) values (?, 1, 1, ?, ?::jsonb)',
      [job.id, offer.id, JSON.stringify([{ stream: 'STDOUT', at: new Date().toISOString(), text: 'secret\n' }])],
      'run',
    )
  const asked = { jobId: job.id, wallet: provider.address, attempt: 1, nodeId, recipient: 'age1', signature: '0x' }
  const request = await inTransaction(api.storage, (em) => recordKeyRequest(em, asked, 1))
  if (!request) throw new Error('expected a request for the key')
  const [dueAt, run] = [new Date(Date.now() + 60_000), { id: randomUUID(), attemptId: offer.id }]
  const checked = { attemptId: offer.id, jobId: job.id, nodeId, cause: 'DRAWN', createdAt: new Date() } as const
  await api.storage.fork().insert(ResultCheck, { ...checked, state: 'ASSIGNED', dueAt })
  const begun = { ...run, nodeId, provider: provider.address, assignedAt: new Date(), dueAt }
  await api.storage.fork().insert(CheckRun, { ...begun, state: 'ASSIGNED' })
  const challenge = await inTransaction(api.storage, (em) => beginBenchmark(em, { nodeId, provider: provider.address }))
  if (!('given' in challenge)) throw new Error('expected a challenge')
  // A seat in a dispute, which the chain confirms.
  api.remotes.panel.splice(0, 3, arbitrator.account.address)
  const seen = { phase: 'COMMIT', panel: [arbitrator.address], openedAt: new Date() } as const
  await recordPanel(api.storage, job.id, seen)
  const group = { id: crypto.randomUUID(), buyer: buyer.address, name: 'a group', digest: '0x', createdAt: new Date() }
  await api.storage.fork().insert(JobGroup, group)
  const created = await buyer.ask('mutation { createApiKey(name: "ci") { apiKey { id } } }')
  return {
    job: job.id,
    group: group.id,
    offer: offer.id,
    node: nodeId,
    apiKey: created.data.createApiKey.apiKey.id,
    keyRequest: request.id,
    run: run.id,
    benchmark: challenge.given.id,
  }
}

/** Sends an operation over the transport that is meant for it. */
async function send(
  { kind, field }: Declared,
  { person, authorization, given = {} }: { person?: Person; authorization?: string; given?: Record<string, unknown> },
): Promise<Pick<Answer, 'data' | 'errors'>> {
  const { query, variables } = exampleOperation(kind, field, given)
  const bearer = person ? `Bearer ${person.accessToken}` : authorization
  if (kind !== 'subscription') return api.ask(query, variables, bearer)
  const client = api.socket(bearer)
  try {
    const first = await client.iterate({ query, variables }).next()
    return first.value as Answer
  } catch (errors) {
    return { data: null, errors: errors as NonNullable<Answer['errors']> }
  } finally {
    await client.dispose()
  }
}

const codeOf = ({ errors }: Pick<Answer, 'errors'>): string | undefined => errors?.[0]?.extensions.code

describe('the schema', () => {
  test('declares the access of every field', () => {
    expect(accessProblems(schema)).toEqual([])
    expect(roots.length).toBeGreaterThan(40)
  })

  test('shows clients what each guarded field needs', () => {
    for (const { field } of guarded) expect(field.description).toContain('Access: ')
  })

  const privateTypes = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType =>
      isObjectType(type) && !isIntrospectionType(type) && declaredAccess(type) !== null,
  )
  test.each(privateTypes.map((type) => [type.name, type] as const))('answers no field of %s to anybody', (_, type) => {
    const nobody = { viewer: null, refusal: null }
    for (const { name, resolve } of Object.values(type.getFields())) {
      let answer: unknown
      try {
        answer = resolve?.({ [name]: 'secret' }, {}, nobody, {} as GraphQLResolveInfo)
      } catch (error) {
        answer = error
      }
      expect({ name, answer }).toMatchObject({ name, answer: { extensions: { code: 'UNAUTHENTICATED' } } })
    }
  })
})

describe('the door', () => {
  test.each(guarded.map((root) => [root.name, root] as const))('refuses %s without a sign-in', async (_, root) => {
    expect(codeOf(await send(root, {}))).toBe('UNAUTHENTICATED')
  })

  test.each(withRule('SESSION').map((root) => [root.name, root] as const))(
    'refuses %s to an API key',
    async (_, root) => {
      const { data } = await stranger.ask('mutation { createApiKey(name: "key") { key } }')
      expect(codeOf(await send(root, { authorization: `Bearer ${data.createApiKey.key}` }))).toBe('FORBIDDEN')
    },
  )

  test.each(withRule('OPERATOR').map((root) => [root.name, root] as const))(
    'refuses %s to anybody but the operator',
    async (_, root) => {
      expect(codeOf(await send(root, { person: stranger }))).toBe('FORBIDDEN')
    },
  )

  test.each(
    withRule('PUBLIC')
      .filter(({ kind }) => kind === 'query')
      .map((root) => [root.name, root] as const),
  )('lets anybody ask for %s', async (_, root) => {
    expect(['UNAUTHENTICATED', 'FORBIDDEN']).not.toContain(codeOf(await send(root, {})))
  })
})

/**
 * For each operation whose arguments name rows: the owner, the rows, and what a stranger gets who names them. That is
 * the code of an error or of a user error, or an answer that shows nothing. An operation that is not here fails the
 * test below.
 */
interface OwnerCheck {
  owner: 'buyer' | 'provider' | 'arbitrator'
  named: () => Record<string, unknown>
  refusal: string | null
}

const job = (refusal: OwnerCheck['refusal'], argument = 'jobId'): OwnerCheck => ({
  owner: 'buyer',
  named: () => ({ [argument]: known.job }),
  refusal,
})
const offer: OwnerCheck = {
  owner: 'provider',
  named: () => ({ offerId: known.offer }),
  refusal: 'OFFER_UNKNOWN',
}
const group = (refusal: OwnerCheck['refusal'], argument = 'groupId'): OwnerCheck => ({
  owner: 'buyer',
  named: () => ({ [argument]: known.group }),
  refusal,
})
const check: OwnerCheck = { owner: 'provider', named: () => ({ runId: known.run }), refusal: 'CHECK_UNKNOWN' }
const panel = (refusal: OwnerCheck['refusal']): OwnerCheck => ({ ...job(refusal), owner: 'arbitrator' })
const nodes: OwnerCheck = { owner: 'provider', named: () => ({ nodeIds: [known.node] }), refusal: 'FORBIDDEN' }

const OWNER_CHECKED: Readonly<Record<string, OwnerCheck>> = {
  'Query.job': job(null, 'id'),
  'Query.jobGroup': group(null, 'id'),
  'Mutation.fundJobGroup': group('GROUP_UNKNOWN'),
  'Mutation.cancelJobGroup': group('GROUP_UNKNOWN'),
  'Subscription.jobGroupUpdated': group('GROUP_UNKNOWN'),
  'Query.jobLogs': job('JOB_UNKNOWN'),
  'Query.jobLogParts': job('JOB_UNKNOWN'),
  'Query.fileGrant': job(null),
  'Query.fundingPermit': job('JOB_UNKNOWN'),
  'Query.permitTransaction': job('JOB_UNKNOWN'),
  'Query.offers': nodes,
  'Query.checkRuns': nodes,
  'Query.arbitrationCase': panel(null),
  'Query.disputeEvidence': job(null),
  'Mutation.cancelJob': job('JOB_UNKNOWN'),
  'Mutation.stopJob': job('JOB_UNKNOWN'),
  'Mutation.approveResult': job('JOB_UNKNOWN'),
  'Mutation.fundFromBalance': job('JOB_UNKNOWN'),
  'Mutation.openDispute': job('JOB_UNKNOWN'),
  'Mutation.deleteJobFiles': job('JOB_UNKNOWN'),
  'Mutation.commitVote': panel('JOB_UNKNOWN'),
  'Mutation.revealVote': panel('JOB_UNKNOWN'),
  'Mutation.addEvidence': {
    owner: 'buyer',
    named: () => ({ input: { jobId: known.job, text: 'look' } }),
    refusal: 'JOB_UNKNOWN',
  },
  'Mutation.setAvailability': { owner: 'provider', named: () => ({ nodeId: known.node }), refusal: 'NODE_UNKNOWN' },
  'Mutation.heartbeat': {
    owner: 'provider',
    named: () => ({ input: { nodeId: known.node, runningOfferIds: [] } }),
    refusal: 'NODE_UNKNOWN',
  },
  'Mutation.beginBenchmark': { owner: 'provider', named: () => ({ nodeId: known.node }), refusal: 'NODE_UNKNOWN' },
  'Mutation.answerBenchmark': {
    owner: 'provider',
    named: () => ({ id: known.benchmark, input: { stage: 'CPU', digests: [] } }),
    refusal: 'BENCHMARK_UNKNOWN',
  },
  'Mutation.takeBenchmarkCheck': { owner: 'provider', named: () => ({ nodeId: known.node }), refusal: 'NODE_UNKNOWN' },
  'Mutation.reportBenchmarkCheck': {
    owner: 'provider',
    named: () => ({ id: known.benchmark, nodeId: known.node, digests: [] }),
    refusal: 'NODE_UNKNOWN',
  },
  'Mutation.acceptOffer': offer,
  'Mutation.reportProgress': offer,
  'Mutation.reportCheckpoint': offer,
  'Mutation.reportArtifacts': offer,
  'Mutation.reportCheck': check,
  'Mutation.refuseCheck': check,
  'Mutation.appendLogs': offer,
  'Mutation.submitResult': offer,
  'Mutation.declineOffer': offer,
  'Mutation.revokeApiKey': { owner: 'buyer', named: () => ({ id: known.apiKey }), refusal: 'API_KEY_UNKNOWN' },
  'Mutation.requestJobKey': {
    owner: 'buyer',
    named: () => ({ input: { jobId: known.job, recipient: 'age1' } }),
    refusal: 'JOB_UNKNOWN',
  },
  'Mutation.releaseJobKey': {
    owner: 'buyer',
    named: () => ({ requestId: known.keyRequest }),
    refusal: 'KEY_REQUEST_UNKNOWN',
  },
  'Subscription.jobStatus': job('JOB_UNKNOWN'),
  'Subscription.jobProgress': job('JOB_UNKNOWN'),
  'Subscription.jobLogs': job('JOB_UNKNOWN'),
  'Subscription.offers': nodes,
}

describe('rows of others', () => {
  const naming = roots.filter(({ access }) => access.rows !== null && access.rows !== 'CALLER')

  test('every operation that names rows is checked here', () => {
    expect(naming.map(({ name }) => name).sort()).toEqual(Object.keys(OWNER_CHECKED).sort())
  })

  /** The outcome of an operation: the code of its error or user error, else its answer. */
  function outcomeOf(root: Declared, answer: Pick<Answer, 'data' | 'errors'>): unknown {
    if (answer.errors) return codeOf(answer)
    const value = answer.data[root.field.name]
    return value?.userErrors?.[0]?.code ?? value
  }

  async function ask(root: Declared, person: Person, check: OwnerCheck): Promise<unknown> {
    const answer = await send(root, { person, given: check.named() })
    return outcomeOf(root, answer)
  }

  // Strangers first: their calls change nothing, which the owners' calls after them rely on.
  test.each(naming.map((root) => [root.name, root] as const))(
    '%s shows and changes nothing of others',
    async (name, root) => {
      const check = OWNER_CHECKED[name]
      if (!check) throw new Error(`expected ${name} in OWNER_CHECKED`)
      expect(await ask(root, stranger, check)).toEqual(check.refusal)
    },
  )

  test.each(naming.filter(({ kind }) => kind !== 'subscription').map((root) => [root.name, root] as const))(
    '%s is the owner’s, whatever else is wrong with the call',
    async (name, root) => {
      const check = OWNER_CHECKED[name]
      if (!check) throw new Error(`expected ${name} in OWNER_CHECKED`)
      const outcome = await ask(root, { buyer, provider, arbitrator }[check.owner], check)
      expect(outcome).not.toEqual(check.refusal)
    },
  )

  test('a task shows its job to the job’s parties alone', async () => {
    const where = { id: known.job }
    const seenBy = async ({ address }: Person) =>
      (await visibleJobs(api.storage.fork(), { address, via: 'session', expiresAt: null }, where)).map(({ id }) => id)
    expect(await seenBy(stranger)).toEqual([])
    expect(await seenBy(buyer)).toEqual([known.job])
  })
})
