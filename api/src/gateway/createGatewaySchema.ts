import type { StitchingInfo } from '@graphql-tools/delegate'
import { stitchSchemas } from '@graphql-tools/stitch'
import { type Executor, MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import { type AnyContext, loadLink, type MergedType, mergeById, type Subschema } from './mergeById.js'

interface Parts {
  /** Served in-process. */
  local: GraphQLSchema
  /** graph-node's API. */
  subgraph: GraphQLSchema
  subgraphExecutor: Executor
}

const LOCAL_ROOTS = { Node: '_nodes', Provider: '_providers', Task: '_tasks' }
const SUBGRAPH_ROOTS = { Node: 'nodes', Provider: 'providers', Task: 'tasks' }

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

type Id = string | null | undefined

/**
 * One schema out of two sources: types that both have (Node, Provider, Task) are merged by id, batched by key, and a
 * client does not see who answers. This folder is the only one that knows of the seam.
 */
export function createGatewaySchema({ local, subgraph, subgraphExecutor }: Parts): GraphQLSchema {
  const localPart: Subschema = { schema: local, merge: mergeById(LOCAL_ROOTS, (ids) => ({ ids })) }
  const subgraphPart: Subschema = {
    schema: subgraph,
    executor: subgraphExecutor,
    batch: true,
    merge: mergeById(SUBGRAPH_ROOTS, byIds),
  }

  const lookUp = (type: MergedType, id: Id, context: AnyContext, info: GraphQLResolveInfo) =>
    id
      ? loadLink({
          schema: stitchedPart(info, subgraphPart),
          type,
          fieldName: SUBGRAPH_ROOTS[type],
          key: id,
          argsFromKeys: byIds,
          selections: info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []),
          context,
          info,
        })
      : null

  const stitched = stitchSchemas<AnyContext>({
    subschemas: [localPart, subgraphPart],
    typeDefs: LINKS,
    resolvers: {
      Job: {
        task: {
          selectionSet: '{ taskId }',
          resolve: (job: { taskId: string }, _args, context, info) => lookUp('Task', job.taskId, context, info),
        },
        node: {
          selectionSet: '{ nodeId }',
          resolve: (job: { nodeId: Id }, _args, context, info) => lookUp('Node', job.nodeId, context, info),
        },
      },
      Me: {
        provider: {
          selectionSet: '{ address }',
          resolve: (me: { address: string }, _args, context, info) => lookUp('Provider', me.address, context, info),
        },
        nodes: {
          selectionSet: '{ nodeIds }',
          resolve: async (me: { nodeIds: string[] }, _args, context, info) => {
            const nodes = await Promise.all(me.nodeIds.map((id) => lookUp('Node', id, context, info)))
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
/** The part as stitching knows it: only results of that object are merged with the other side's fields. */
function stitchedPart(info: GraphQLResolveInfo, part: Subschema): Subschema {
  const { stitchingInfo } = info.schema.extensions as { stitchingInfo?: StitchingInfo<AnyContext> }
  return (stitchingInfo?.subschemaMap.get(part) as Subschema | undefined) ?? part
}

const byIds = (ids: readonly string[]) => ({ where: { id_in: ids }, first: Math.min(SUBGRAPH_PAGE, ids.length) })
