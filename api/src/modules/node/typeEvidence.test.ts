import { marketplaceDomain, typeAuditTypedData } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { endTypeAudits, inTransaction, mirrorNodes, Node, offerJobs } from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { SUBMIT, storedSpec } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'

const AUDIT = `mutation ($input: AuditNodeInput!) { auditNode(input: $input) {
  node { id typeEvidence { method auditor units statement at expiresAt } } userErrors { code field message } } }`
const QUOTE =
  '{ quote(input: { resourceType: GPU }) { registeredCount nodeCount availableCount medianRate rejections { filter } summary } }'
const PREVIEW = '{ matchPreview(input: { resourceType: GPU }) { matched summary } }'
const STATEMENT = 'seen in the rack: one RTX 4090'
const asks = { [ETH_ADDRESS]: '1000' }

let api: TestApi
let operator: Person
beforeAll(async () => {
  const account = privateKeyToAccount(generatePrivateKey())
  api = await startApi({ OPERATOR_ADDRESSES: account.address })
  operator = await api.person(account)
}, 90_000)
afterAll(() => api?.close())
beforeEach(() => api.storage.fork().execute('truncate node, attempt, reservation, job, job_log cascade'))

/** A node that says it is a GPU, as the chain and its provider have it. */
const claimed = (overrides: Partial<Node> = {}) =>
  makeNode(api.storage.fork(), {
    ...{ resourceType: 'GPU', units: 1, asks, typeShownUntil: null },
    spec: { memoryMiB: 4_096, hardware: { model: 'RTX 4090', vramGiB: 24 } },
    ...overrides,
  })

async function audit(person: Person, node: Node, { units = node.units, days = 30, statement = STATEMENT } = {}) {
  const expiresAt = new Date(Math.floor(Date.now() / 1_000 + days * 86_400) * 1_000)
  const details = { hardware: node.spec.hardware }
  const signed = { nodeId: node.id as Hex, resourceType: node.resourceType, units, details, statement }
  const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)
  const message = typeAuditTypedData(domain, { ...signed, expiresAt: BigInt(expiresAt.getTime() / 1_000) })
  const signature = await person.account.signTypedData(message)
  return person.ask(AUDIT, { input: { nodeId: node.id, statement, expiresAt: expiresAt.toISOString(), signature } })
}

const counts = async () => {
  const [quote, preview] = [await api.ask(QUOTE), await api.ask(PREVIEW)]
  const { nodeCount, availableCount } = quote.data.quote
  return [nodeCount, availableCount, preview.data.matchPreview.matched]
}
const offered = async (node: Node) => {
  const job = await makeJob(api.storage.fork(), { state: 'QUEUED', resourceType: 'GPU' })
  const candidate = { nodeId: node.id, rate: 1_000n, score: { total: 1, terms: {}, weights: {} } }
  const request = { jobId: job.id, wanted: 1, seconds: 10, candidates: [candidate] }
  return (await offerJobs(api.storage, [request], 'timeout-queue')).get(job.id)?.outcome
}
const shownUntil = async ({ id }: Node) => (await api.storage.fork().findOneOrFail(Node, { id })).typeShownUntil ?? null

describe('a node that says it is a GPU', () => {
  test('gets no job, counts in no quote and can take no job until the operator has audited it', async () => {
    const node = await claimed()
    const { data } = await api.ask(QUOTE)
    expect(data.quote).toMatchObject({ registeredCount: 1, nodeCount: 0, availableCount: 0, medianRate: null })
    expect(data.quote.rejections).toMatchObject([{ filter: 'STATE' }])
    expect(data.quote.summary).toContain('nothing shows yet that the node is GPU')
    expect(await offered(node)).toBe('NONE')
    const buyer = await api.person()
    const submit = async () => (await buyer.ask(SUBMIT, { input: { spec } })).data.submitJob.userErrors
    const spec = storedSpec(api, { resources: { type: 'GPU', units: 1, memoryMiB: 128 } })
    expect(await submit()).toMatchObject([{ code: 'NO_NODE_EVER', field: 'spec.resources.type' }])

    const answer = (await audit(operator, node)).data.auditNode
    expect(answer.userErrors).toEqual([])
    expect(answer.node.typeEvidence).toMatchObject({
      ...{ method: 'DEVELOPMENT', auditor: operator.address, units: 1, statement: STATEMENT },
    })
    expect(await counts()).toEqual([1, 1, 1])
    expect(await submit()).toEqual([])
    expect(await offered(node)).toBe('OFFERED')
  })

  test('is audited by the operator alone, over what the chain and the row say', async () => {
    const node = await claimed()
    expect((await audit(await api.person(), node)).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    const problem = async (answer: ReturnType<typeof audit>) => (await answer).data.auditNode.userErrors[0]?.code
    expect(await problem(audit(operator, node, { units: 8 }))).toBe('BAD_SIGNATURE')
    expect(await problem(audit(operator, { ...node, spec: {} } as Node))).toBe('BAD_SIGNATURE')
    expect(await problem(audit(operator, node, { days: 400 }))).toBe('AUDIT_INVALID')
    expect(await problem(audit(operator, node, { days: -1 }))).toBe('AUDIT_INVALID')
    expect(await problem(audit(operator, node, { statement: 'ok' }))).toBe('AUDIT_INVALID')
    expect(await problem(audit(operator, { ...node, id: '0x0123456789abcdef' } as Node))).toBe('NODE_UNKNOWN')
    const cpu = await makeNode(api.storage.fork(), { asks })
    expect(await problem(audit(operator, cpu))).toBe('AUDIT_INVALID')
    expect(await counts()).toEqual([0, 0, 0])
  })

  test.each([
    ['other hardware', { spec: { memoryMiB: 4_096, hardware: { model: 'H100', vramGiB: 80 } } }],
    ['more units', { units: 2 }],
    ['another type', { resourceType: 'NETWORK' }],
  ] as const)('loses what was shown with %s', async (_, change) => {
    const node = await claimed()
    await audit(operator, node)
    expect(await shownUntil(node)).not.toBeNull()
    await api.storage.fork().nativeUpdate(Node, { id: node.id }, change as Partial<Node>)
    expect(await shownUntil(node)).toBeNull()
    expect((await counts())[0]).toBe(0)
  })

  test('keeps it through heartbeats, descriptions and what the chain says anew', async () => {
    const node = await claimed()
    await audit(operator, node)
    await inTransaction(api.storage, (em) =>
      mirrorNodes(em, [{ ...node, asks: { ...asks }, units: 1 } as never], node.chainBlock + 1),
    )
    await api.storage.fork().nativeUpdate(Node, { id: node.id }, { spec: { ...node.spec, memoryMiB: 2_048 } })
    expect(await counts()).toEqual([1, 1, 1])
  })

  test('gets no offer from the moment its audit has ended, and is not counted after the next sweep', async () => {
    const node = await claimed({ typeShownUntil: new Date(Date.now() - 1_000) })
    expect(await offered(node)).toBe('NONE')
    expect(await inTransaction(api.storage, endTypeAudits)).toEqual([node.id])
    expect(await counts()).toEqual([0, 0, 0])
    expect(await inTransaction(api.storage, endTypeAudits)).toEqual([])
  })
})
