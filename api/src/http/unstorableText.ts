import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql'

/** Fields whose texts programs wrote: they are made storable where they come in. */
const LENIENT = new Set(['appendLogs', 'reportProgress', 'declineOffer'])
const MAX_DEPTH = 64

/**
 * Characters that no text of an operation may have, because neither database can hold them: a NUL, or half of a
 * character. All arguments are looked at, also those inside JSON.
 * @returns the problem, with the place; null when there is none
 */
export function unstorableText(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> = {},
): string | null {
  const { selections } = operation.selectionSet
  const isLenient = selections.every((field) => field.kind === Kind.FIELD && LENIENT.has(field.name.value))
  if (isLenient) return null
  const inVariables = find(variables, 'variables', 0)
  if (inVariables) return inVariables
  let problem: string | null = null
  visit(document, {
    StringValue(node) {
      problem ??= problemOf(node.value, `the text ${node.loc ? `at character ${node.loc.start}` : 'in the operation'}`)
    },
  })
  return problem
}

function find(value: unknown, place: string, depth: number): string | null {
  if (typeof value === 'string') return problemOf(value, place)
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return null
  for (const [name, inner] of Object.entries(value)) {
    const problem = problemOf(name, place) ?? find(inner, `${place}.${name}`, depth + 1)
    if (problem) return problem
  }
  return null
}

function problemOf(text: string, place: string): string | null {
  if (text.includes('\0')) return `expected no NUL character in ${place}`
  if (!text.isWellFormed()) return `expected whole Unicode characters in ${place}, got half of a surrogate pair`
  return null
}
