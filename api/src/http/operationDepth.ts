import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/**
 * How many fields of an operation are below each other, fragments spread. Introspection is left to validation, which
 * bounds it.
 */
export function operationDepth(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  )
  /** Each fragment is measured once, so that fragments that spread each other many times take no time. */
  const known = new Map<string, number>()

  function fragmentDepth(name: string): number {
    const depth = known.get(name)
    if (depth !== undefined) return depth
    // The value during its own measurement: a fragment inside itself, which validation refuses.
    known.set(name, Number.POSITIVE_INFINITY)
    const fragment = fragments.get(name)
    const measured = fragment ? depthOf(fragment.selectionSet) : 0
    known.set(name, measured)
    return measured
  }

  function depthOf({ selections }: SelectionSetNode): number {
    return Math.max(
      ...selections.map((selection) => {
        if (selection.kind === Kind.FRAGMENT_SPREAD) return fragmentDepth(selection.name.value)
        if (selection.kind === Kind.INLINE_FRAGMENT) return depthOf(selection.selectionSet)
        if (selection.name.value.startsWith('__')) return 1
        return 1 + (selection.selectionSet ? depthOf(selection.selectionSet) : 0)
      }),
    )
  }

  return depthOf(operation.selectionSet)
}
