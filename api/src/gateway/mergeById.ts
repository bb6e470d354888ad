import { batchDelegateToSchema } from '@graphql-tools/batch-delegate'
import { delegateToSchema, type MergedTypeConfig, type SubschemaConfig } from '@graphql-tools/delegate'
import DataLoader from 'dataloader'
import {
  GraphQLList,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  Kind,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

export type AnyContext = Record<string, unknown>
export type Subschema = SubschemaConfig<unknown, unknown, unknown, AnyContext>
/** Types that both sides know. */
export type MergedType = 'Node' | 'Provider' | 'Task'

interface Lookup {
  schema: Subschema
  type: MergedType
  /** A root that answers a list. */
  fieldName: string
  key: string
  argsFromKeys: (ids: readonly string[]) => object
  selections: readonly SelectionNode[]
  context: AnyContext
  info: GraphQLResolveInfo
}

/** Response key under which the id is always asked for; a client can't take it for something else. */
const KEY = '_mergeKey'
const KEY_FIELD: SelectionNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: KEY },
  name: { kind: Kind.NAME, value: 'id' },
}

/** Loaders of one request, so that everything its resolvers ask for at a time becomes one query for each selection. */
const loadersOf = new WeakMap<AnyContext, Map<string, DataLoader<string, unknown>>>()

/** An on-chain object by its id, completed from the other side; null when the chain does not know it. */
export function loadLink({ schema, type, fieldName, key, argsFromKeys, selections, context, info }: Lookup) {
  const loaders = loadersOf.get(context) ?? new Map<string, DataLoader<string, unknown>>()
  loadersOf.set(context, loaders)
  const selectionSet = withKey(selections)
  const name = `${fieldName} ${print(selectionSet)}`
  const loader =
    loaders.get(name) ??
    new DataLoader<string, unknown>(async (ids) => {
      const list: unknown = await delegateToSchema({
        schema,
        operation: OperationTypeNode.QUERY,
        fieldName,
        args: argsFromKeys(ids) as Record<string, unknown>,
        selectionSet,
        returnType: listOf(type, info),
        context,
        info,
      })
      if (!Array.isArray(list)) return ids.map(() => (list instanceof Error ? list : null))
      // Objects that are completed from the other side come as promises.
      const results = await Promise.all(list.map((item) => Promise.resolve(item).catch((error: unknown) => error)))
      return inOrder(results, ids) as (Error | unknown)[]
    })
  loaders.set(name, loader)
  return loader.load(key)
}

/** How stitching completes objects of the merged types from one side, by their ids. */
export function mergeById(
  roots: Readonly<Record<MergedType, string>>,
  argsFromKeys: (ids: readonly string[]) => object,
): Record<string, MergedTypeConfig<unknown, unknown, AnyContext>> {
  const configOf = (type: MergedType): MergedTypeConfig<unknown, unknown, AnyContext> => ({
    selectionSet: '{ id }',
    key: ({ id }: { id: string }) => id,
    resolve: (_object, context, info, schema, selectionSet, key) =>
      batchDelegateToSchema({
        schema: schema as Subschema,
        operation: OperationTypeNode.QUERY,
        fieldName: roots[type],
        key: String(key),
        argsFromKeys: (ids) => argsFromKeys(ids as readonly string[]) as Record<string, unknown>,
        valuesFromResults: inOrder,
        selectionSet: withKey(selectionSet.selections),
        returnType: listOf(type, info),
        context,
        info,
        // It is a part of an object, and must not be completed in turn.
        skipTypeMerging: true,
      }),
  })
  return { Node: configOf('Node'), Provider: configOf('Provider'), Task: configOf('Task') }
}

function withKey(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections: [...selections, KEY_FIELD] }
}

function listOf(type: MergedType, info: GraphQLResolveInfo): GraphQLOutputType {
  return new GraphQLList(info.schema.getType(type) as GraphQLOutputType)
}

/** Neither side promises to answer in the order of the keys, or at all. */
function inOrder(results: readonly unknown[], keys: readonly unknown[]): unknown[] {
  const byKey = new Map<unknown, unknown>()
  for (const result of results) {
    if (result && !(result instanceof Error)) byKey.set((result as Record<string, unknown>)[KEY], result)
  }
  const failure = results.find((result) => result instanceof Error)
  return keys.map((key) => byKey.get(key) ?? failure ?? null)
}
