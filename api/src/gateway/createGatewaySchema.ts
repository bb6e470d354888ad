import { batchDelegateToSchema } from '@graphql-tools/batch-delegate'
import type { SubschemaConfig } from '@graphql-tools/delegate'
import { stitchSchemas } from '@graphql-tools/stitch'
import { type Executor, MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import { GraphQLList, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql'

interface Parts {
  /** Served in-process. */
  local: GraphQLSchema
  /** graph-node's API. */
  subgraph: GraphQLSchema
  subgraphExecutor: Executor
}

/** Roots that only the gateway itself asks, and graph-node's own logs, which are for operators. */
const HIDDEN_ROOTS = new Set(['_nodes', '_providers', '_tasks', '_logs'])

/** graph-node answers at most so many entities in one list. */
const SUBGRAPH_PAGE = 1000

/** Links that lead from off-chain types to on-chain ones. They are null while the chain does not know the thing. */
const LINKS = /* GraphQL */ `
  extend type Job {
    "The on-chain counterpart; null until it is funded and indexed."
    task: Task
    "The node that has it now or had it last."
    node: Node
  }
  extend type Me {
    "The caller as a provider; null before the first node is registered."
    provider: Provider
    "The caller's nodes that are registered on chain."
    nodes: [Node!]!
  }
`

type AnyContext = Record<string, unknown>
type Subschema = SubschemaConfig<unknown, unknown, unknown, AnyContext>
type Id = string | null | undefined

/**
 * One schema out of two sources: types that both have (Node, Provider, Task) are merged by id, batched by key, and a client
 * does not see who answers. This folder is the only one that knows of the seam.
 */
export function createGatewaySchema({ local, subgraph, subgraphExecutor }: Parts): GraphQLSchema {
  const merged = (roots: Record<'Node' | 'Provider' | 'Task', string>, args: (ids: readonly string[]) => object) =>
    Object.fromEntries(
      Object.entries(roots).map(([type, fieldName]) => [
        type,
        {
          selectionSet: '{ id }',
          fieldName,
          key: ({ id }: { id: string }) => id,
          argsFromKeys: (ids: readonly string[]) => args(ids) as Record<string, unknown>,
          // Neither side promises to answer in the order of the keys, or at all.
          valuesFromResults: (results: ({ id: string } | null)[], keys: readonly unknown[]) => inOrder(results, keys),
        },
      ]),
    )

  const localPart: Subschema = {
    schema: local,
    merge: merged({ Node: '_nodes', Provider: '_providers', Task: '_tasks' }, (ids) => ({ ids })),
  }
  const subgraphPart: Subschema = {
    schema: subgraph,
    executor: subgraphExecutor,
    batch: true,
    merge: merged({ Node: 'nodes', Provider: 'providers', Task: 'tasks' }, byIds),
  }

  const lookUp = (fieldName: 'nodes' | 'providers' | 'tasks', id: Id, context: AnyContext, info: GraphQLResolveInfo) =>
    id
      ? batchDelegateToSchema({
          schema: subgraphPart,
          fieldName,
          key: id,
          argsFromKeys: (ids) => byIds(ids as string[]),
          valuesFromResults: (results, keys) => inOrder(results as ({ id: string } | null)[], keys),
          context,
          info,
          // The looked-up root is a list; the link is one of it.
          returnType: new GraphQLList(info.schema.getType(LINKED_TYPE[fieldName]) as never),
        })
      : null

  const stitched = stitchSchemas<AnyContext>({
    subschemas: [localPart, subgraphPart],
    typeDefs: LINKS,
    resolvers: {
      Job: {
        task: {
          selectionSet: '{ taskId }',
          resolve: (job: { taskId: string }, _args, context, info) => lookUp('tasks', job.taskId, context, info),
        },
        node: {
          selectionSet: '{ nodeId }',
          resolve: (job: { nodeId: Id }, _args, context, info) => lookUp('nodes', job.nodeId, context, info),
        },
      },
      Me: {
        provider: {
          selectionSet: '{ address }',
          resolve: (me: { address: string }, _args, context, info) => lookUp('providers', me.address, context, info),
        },
        nodes: {
          selectionSet: '{ nodeIds }',
          resolve: async (me: { nodeIds: string[] }, _args, context, info) => {
            const nodes = await Promise.all(me.nodeIds.map((id) => lookUp('nodes', id, context, info)))
            return nodes.filter((node) => node !== null && node !== undefined)
          },
        },
      },
    },
  })
  return pruneSchema(
    mapSchema(stitched, {
      [MapperKind.QUERY_ROOT_FIELD]: (config, name) => (HIDDEN_ROOTS.has(name) ? null : config),
      // graph-node's own markings of its entities mean nothing to a client.
      [MapperKind.DIRECTIVE]: (directive) => (SUBGRAPH_DIRECTIVES.has(directive.name) ? null : directive),
    }),
  )
}

const SUBGRAPH_DIRECTIVES = new Set(['derivedFrom', 'entity', 'subgraphId'])
const LINKED_TYPE = { nodes: 'Node', providers: 'Provider', tasks: 'Task' } as const

const byIds = (ids: readonly string[]) => ({ where: { id_in: ids }, first: Math.min(SUBGRAPH_PAGE, ids.length) })

function inOrder<T extends { id: string }>(results: readonly (T | null)[], keys: readonly unknown[]): (T | null)[] {
  const byId = new Map(results.flatMap((result) => (result && !(result instanceof Error) ? [[result.id, result]] : [])))
  const failure = results.find((result) => result instanceof Error)
  return keys.map((key) => byId.get(String(key)) ?? failure ?? null)
}
