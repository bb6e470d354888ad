import {
  type DocumentNode,
  type GraphQLSchema,
  getNullableType,
  getVariableValues,
  isListType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity'
import { apiError } from '../graphql/apiError.js'
import { countIntrospection } from './countIntrospection.js'
import { operationDepth } from './operationDepth.js'

export interface OperationSize {
  /** Fields below each other. */
  depth: number
  /** Fields that may be resolved: those inside a list count once for each item that the list may have. */
  cost: number
  /** Fields of the operation itself. Each is a request of its own, however small its answer: aliases multiply them. */
  roots: number
}

export const MAX_DEPTH = 12
export const MAX_COST = 50_000
export const MAX_ROOTS = 20

/** Items of a list that takes no `first`: the parts of one thing, such as a job's attempts or a node's asks. */
const UNPAGED_ITEMS = 10
/** A count of introspection that comes this far is not finished. The whole schema answers some 70 000 fields. */
const MAX_INTROSPECTION = 200_000
/** Fields and fragments looked at; more come only of fragments that multiply each other. */
const MAX_NODES = 10_000
/** How graphql-query-complexity says that there are more; its other errors are about arguments. */
const TOO_MANY_NODES = 'Query exceeds the maximum allowed number of nodes.'

/**
 * How much an operation asks for, with its fragments spread, its variables filled in and the schema's defaults for what
 * is not given. The operation has been validated against the schema.
 * @returns null when its variables do not fit, so that execution will refuse it as a whole
 * @throws GraphQLError BAD_USER_INPUT when a variable leaves a required argument without a value
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> = {},
): OperationSize | null {
  const { errors, coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables })
  if (errors) return null
  const depth = operationDepth(document, operation)
  const root = schema.getRootType(operation.operation)
  let roots = 0

  function estimate({ type, field, node, args, childComplexity }: ComplexityEstimatorArgs): number {
    if (type === root && field.name !== '__typename') roots++
    // Introspection costs what it answers. The types below are walked as well, but count for nothing.
    if (field.name.startsWith('__')) {
      return countIntrospection({ schema, document, field: node, variables: coerced, most: MAX_INTROSPECTION })
    }
    const { complexity } = field.extensions
    // A field that counts its cost itself, by its arguments.
    if (typeof complexity === 'function') {
      return (complexity as (args: object) => number)({ type, field, node, args, childComplexity })
    }
    const items = itemsOf(args, isListType(getNullableType(field.type)), isConnection(type.name))
    return (typeof complexity === 'number' ? complexity : 1) + items * childComplexity
  }

  try {
    const definitions = [operation, ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)]
    const cost = getComplexity({
      schema,
      query: { kind: Kind.DOCUMENT, definitions },
      variables: { ...variables },
      estimators: [estimate],
      maxQueryNodes: MAX_NODES,
    })
    return { depth, cost, roots }
  } catch (error) {
    const { message } = error as Error
    if (message === TOO_MANY_NODES) return { depth, cost: Number.POSITIVE_INFINITY, roots }
    // Execution would answer null for that field and go on with the others, whose cost is not measured.
    throw apiError('BAD_USER_INPUT', message)
  }
}

/**
 * How many items a field gives: as many as `first` says, but no more than ids that were named; 1 when it is no list.
 */
function itemsOf(args: Readonly<Record<string, unknown>>, isList: boolean, isPartOfConnection: boolean): number {
  const named = [args.ids, args.nodeIds, (args.where as { id_in?: unknown } | null | undefined)?.id_in]
    .filter((ids) => Array.isArray(ids))
    .map((ids) => ids.length)
  // The `first` of a connection stands on the connection itself, so its list has been counted.
  const items = typeof args.first === 'number' ? args.first : isList && !isPartOfConnection ? unpaged(named) : 1
  return Math.max(1, Math.min(items, ...named))
}

/** A list without `first`: as many as were named. */
function unpaged(named: readonly number[]): number {
  return named.length > 0 ? Math.max(...named) : UNPAGED_ITEMS
}

function isConnection(typeName: string): boolean {
  return typeName.endsWith('Connection')
}

/** Of the standard introspection query, whose answer is made once: the bytes alone. */
export function preparedCost({ cost }: OperationSize): number {
  return Math.ceil(cost / 10)
}

/** The problem with an operation's size, or null. */
export function sizeProblem({ depth, cost, roots }: OperationSize): string | null {
  if (depth > MAX_DEPTH) return `expected at most ${MAX_DEPTH} levels of fields, got ${depth}; ask in several queries`
  if (roots > MAX_ROOTS)
    return `expected at most ${MAX_ROOTS} fields of the operation itself, aliases included, got ${roots}; send several operations`
  if (cost > MAX_COST)
    return `expected a cost of at most ${MAX_COST}, got ${cost}; each field costs 1 for each item of the lists around it, so ask for fewer items by "first" (a list of the chain has 100 when it is not given) or for fewer fields`
  return null
}
