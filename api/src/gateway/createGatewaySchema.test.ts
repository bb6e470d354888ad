import { addResolversToSchema } from '@graphql-tools/schema'
import type { ExecutionRequest, Executor } from '@graphql-tools/utils'
import { expect, test } from '@jest/globals'
import { execute, type GraphQLSchema, graphql, print } from 'graphql'
import { createLocalSchema } from '../modules/createLocalSchema.js'
import { JobResolver } from '../modules/job/job.resolver.js'
import type { JobService } from '../modules/job/job.service.js'
import { Job } from '../modules/job/job.type.js'
import { TaskResolver } from '../modules/job/task.resolver.js'
import { NodeResolver } from '../modules/node/node.resolver.js'
import type { NodeService } from '../modules/node/node.service.js'
import { Node } from '../modules/node/node.type.js'
import { partly } from '../testing/partly.js'
import { createGatewaySchema } from './createGatewaySchema.js'
import { committedSubgraphSchema } from './subgraphSdl.js'

const NODES = ['0x0000000000000001', '0x0000000000000002', '0x0000000000000003']
const TASKS = ['0xaa', '0xbb']
const viewer = { address: '0x01', via: 'session', expiresAt: null } as const

interface ById {
  where?: { id_in?: string[] }
}

/** The gateway over known data on both sides; counts what each is asked. */
async function makeGateway(): Promise<{ schema: GraphQLSchema; asked: string[]; sent: string[] }> {
  const asked: string[] = []
  const sent: string[] = []
  const wanted = (ids: string[], { where }: ById) => ids.filter((id) => where?.id_in?.includes(id) ?? true).reverse()
  const node = (id: string) => ({ id, tier: 'OWNED', tasks: TASKS.map(task) })
  const task = (id: string) => ({ id, state: 'FUNDED' })
  const subgraph = addResolversToSchema({
    schema: committedSubgraphSchema(),
    resolvers: {
      Query: {
        nodes: (_: unknown, args: ById) => wanted(NODES, args).map(node),
        tasks: (_: unknown, args: ById) => wanted(TASKS, args).map(task),
      },
    },
  })
  const subgraphExecutor = (async ({ document, variables }: ExecutionRequest) => {
    asked.push(print(document))
    // As the HTTP executor does, which fails on a bigint.
    sent.push(JSON.stringify(variables ?? {}))
    return execute({ schema: subgraph, document, variableValues: variables ?? {} })
  }) as Executor
  const byIds = async (_viewer: unknown, ids: string[]) => {
    asked.push(`local ${ids.join()}`)
    // The last one is not known off chain.
    return ids.map((id) => (id === NODES[2] ? null : Object.assign(new Node(), { id, name: `name of ${id}` })))
  }
  const jobOf = (id: string, taskId: string) =>
    Object.assign(new Job(), { id, taskId, nodeId: NODES[0] ?? null, name: `job ${id}` })
  const jobs = partly<JobService>({
    list: async () => ({
      edges: [jobOf('1', '0xaa'), jobOf('2', '0xbb'), jobOf('3', '0xcc')].map((job) => ({ cursor: job.id, node: job })),
      pageInfo: { hasNextPage: false, endCursor: null },
    }),
    tasksByIds: async (_viewer: unknown, ids: string[]) =>
      ids.map((id) => ({ id, job: id === '0xaa' ? jobOf('1', id) : null })),
  })
  const local = await createLocalSchema({
    instances: [new NodeResolver(partly<NodeService>({ byIds })), new JobResolver(jobs), new TaskResolver(jobs)],
  })
  return { schema: createGatewaySchema({ local, subgraph: committedSubgraphSchema(), subgraphExecutor }), asked, sent }
}

async function ask(schema: GraphQLSchema, source: string): Promise<unknown> {
  const { data, errors } = await graphql({ schema, source, contextValue: { viewer } })
  expect(errors).toBeUndefined()
  return JSON.parse(JSON.stringify(data))
}

test('a list from the chain is completed from the other side, in one request a side', async () => {
  const { schema, asked } = await makeGateway()
  expect(await ask(schema, '{ nodes { tier name } }')).toEqual({
    nodes: [
      { tier: 'OWNED', name: null },
      { tier: 'OWNED', name: `name of ${NODES[1]}` },
      { tier: 'OWNED', name: `name of ${NODES[0]}` },
    ],
  })
  expect(asked.length).toBe(2)
})

test('links lead to on-chain objects, completed too; what the chain does not know is null', async () => {
  const { schema, asked } = await makeGateway()
  const query = '{ jobs { edges { node { id task { state job { name } } node { id name tier } } } } }'
  const node = { id: NODES[0], name: `name of ${NODES[0]}`, tier: 'OWNED' }
  expect(await ask(schema, query)).toEqual({
    jobs: {
      edges: [
        { node: { id: '1', task: { state: 'FUNDED', job: { name: 'job 1' } }, node } },
        { node: { id: '2', task: { state: 'FUNDED', job: null }, node } },
        { node: { id: '3', task: null, node } },
      ],
    },
  })
  // Three jobs, but the subgraph hears of it once or twice: batched by key.
  expect(asked.filter((text) => text.startsWith('query')).length).toBeLessThanOrEqual(2)
})

test('aliases of the client do not get in the way of the keys', async () => {
  const { schema } = await makeGateway()
  const data = await ask(schema, '{ jobs { edges { node { node { tier: name region: tier } } } } }')
  expect(data).toMatchObject({
    jobs: { edges: [{ node: { node: { tier: `name of ${NODES[0]}`, region: 'OWNED' } } }, {}, {}] },
  })
})

test.each([
  ['a literal', '{ tasks(where: { budget_gt: "340282366920938463463374607431768211456" }) { id } }'],
  ['a variable', 'query ($least: BigInt!) { tasks(where: { budget_gt: $least }) { id } }'],
])('an amount reaches the chain’s side as the text that the client sent: %s', async (_, source) => {
  const { schema, asked, sent } = await makeGateway()
  const amount = '340282366920938463463374607431768211456'
  const { errors } = await graphql({ schema, source, variableValues: { least: amount }, contextValue: { viewer } })
  expect(errors).toBeUndefined()
  expect(`${asked.join()} ${sent.join()}`).toContain(`"${amount}"`)
})
