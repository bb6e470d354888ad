import { type FragmentDefinitionNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql'

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

/** The fields of a name in a selection, through its fragments. */
function* fieldsNamed(name: string, selected: SelectionSetNode | undefined, fragments: Fragments) {
  const open = [selected]
  while (open.length > 0) {
    for (const selection of open.pop()?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet)
      else if (selection.kind === Kind.FRAGMENT_SPREAD) open.push(fragments[selection.name.value]?.selectionSet)
      else if (selection.name.value === name) yield selection
    }
  }
}

/**
 * Whether the answer of a field has what is at a path below it: its source need not be read otherwise.
 * @example selects(info, ['edges', 'node', 'spec'])
 */
export function selects({ fieldNodes, fragments }: GraphQLResolveInfo, path: readonly string[]): boolean {
  let sets = fieldNodes.map(({ selectionSet }) => selectionSet)
  for (const name of path) {
    const found = sets.flatMap((set) => [...fieldsNamed(name, set, fragments)])
    if (found.length === 0) return false
    sets = found.map(({ selectionSet }) => selectionSet)
  }
  return true
}
