import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

export interface OperationSize {
  /** Fields below each other. */
  depth: number
  /** Fields that may be resolved: those inside a list count once for each item that `first` asks for. */
  cost: number
  /** Fields of the operation itself. Each is a request of its own, however small its answer: aliases multiply them. */
  roots: number
}

export const MAX_DEPTH = 12
export const MAX_COST = 20_000
const MAX_ROOTS = 20

/** Items of a list without a `first`, as far as one can tell without knowing the schema. */
const DEFAULT_ITEMS = 1
const TOO_DEEP: OperationSize = { depth: Number.POSITIVE_INFINITY, cost: Number.POSITIVE_INFINITY, roots: 0 }

/** How much an operation asks for, with its fragments spread and its variables filled in. Introspection is not counted. */
export function measureOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> = {},
): OperationSize {
  const fragments = new Map(
    document.definitions
      .filter((d): d is FragmentDefinitionNode => d.kind === Kind.FRAGMENT_DEFINITION)
      .map((d) => [d.name.value, d]),
  )

  function measure(selectionSet: SelectionSetNode, level: number): OperationSize {
    // Stops fragments that contain themselves, which validation refuses in its own words.
    if (level > MAX_DEPTH) return TOO_DEEP
    let depth = level
    let cost = 0
    let roots = 0
    for (const selection of selectionSet.selections) {
      const size = sizeOf(selection, level)
      depth = Math.max(depth, size.depth)
      cost += size.cost
      roots += size.roots
      if (cost > MAX_COST) return { depth, cost, roots }
    }
    return { depth, cost, roots }
  }

  function sizeOf(selection: SelectionSetNode['selections'][number], level: number): OperationSize {
    if (selection.kind === Kind.FIELD) {
      const roots = level === 0 ? 1 : 0
      if (selection.name.value.startsWith('__')) return { depth: level, cost: 1, roots: 0 }
      if (!selection.selectionSet) return { depth: level + 1, cost: 1, roots }
      const below = measure(selection.selectionSet, level + 1)
      return { depth: below.depth, cost: 1 + items(selection) * below.cost, roots }
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet, level)
    const fragment = fragments.get(selection.name.value)
    return fragment ? measureFragment(fragment, level) : { depth: level, cost: 0, roots: 0 }
  }

  const spread = new Set<string>()
  function measureFragment(fragment: FragmentDefinitionNode, level: number): OperationSize {
    const { value } = fragment.name
    if (spread.has(value)) return TOO_DEEP
    spread.add(value)
    const size = measure(fragment.selectionSet, level)
    spread.delete(value)
    return size
  }

  function items({ arguments: args = [] }: FieldNode): number {
    const first = args.find((argument) => argument.name.value === 'first')?.value
    if (!first) return DEFAULT_ITEMS
    const value =
      first.kind === Kind.VARIABLE ? variables[first.name.value] : first.kind === Kind.INT ? first.value : undefined
    const count = Number(value ?? DEFAULT_ITEMS)
    return Number.isFinite(count) ? Math.max(1, count) : DEFAULT_ITEMS
  }

  return measure(operation.selectionSet, 0)
}

/** What is wrong with an operation's size, or null. */
export function sizeProblem({ depth, cost, roots }: OperationSize): string | null {
  if (depth > MAX_DEPTH)
    return `expected at most ${MAX_DEPTH} levels of fields, and no fragment inside itself; ask in several queries`
  if (cost > MAX_COST)
    return `expected at most ${MAX_COST} fields, list items counted by "first", got about ${cost}; ask for fewer at a time`
  if (roots > MAX_ROOTS)
    return `expected at most ${MAX_ROOTS} fields of the operation itself, aliases included, got ${roots}; send several operations`
  return null
}
