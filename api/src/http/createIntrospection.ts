import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionOptions,
  Kind,
  parse,
  print,
} from 'graphql'

export interface Introspection {
  /** Whether a document is the standard question, in any of the forms that tools send. */
  isStandard(document: DocumentNode): boolean
  /** The answer to a standard question, made once. */
  answer(document: DocumentNode): Promise<PreparedAnswer>
}

export interface PreparedAnswer {
  data: Record<string, unknown>
  /** `data` as JSON. */
  json: string
}

/** Forms whose answers are kept. Tools send two or three; each answer is about 1 MB. */
const KEPT = 8
/** The fragment differs between versions of graphql by its depth alone. */
const TYPE_REF = 'TypeRef'
const MAX_TYPE_REF_DEPTH = 12

/**
 * The standard introspection query (`getIntrospectionQuery` of graphql, with any of its options). Its answer never
 * changes while the process runs, so it is made once for each form.
 */
export function createIntrospection(schema: GraphQLSchema): Introspection {
  const forms = new Set(allOptions().map((options) => formOf(parse(getIntrospectionQuery(options)))))
  const standard = new WeakMap<DocumentNode, boolean>()
  const answers = new Map<string, Promise<PreparedAnswer>>()

  return {
    isStandard(document) {
      const known = standard.get(document)
      if (known !== undefined) return known
      const is = document.definitions.length <= 4 && isPlainTypeRef(document) && forms.has(formOf(document))
      standard.set(document, is)
      return is
    },

    answer(document) {
      const text = print(document)
      const kept = answers.get(text)
      if (kept) return kept
      const made = Promise.resolve(execute({ schema, document })).then(({ data }: ExecutionResult) => {
        const plain = data as Record<string, unknown>
        return { data: plain, json: JSON.stringify(plain) }
      })
      answers.set(text, made)
      const [oldest] = answers.keys()
      if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest)
      return made
    },
  }
}

/** A document without its operation's name and without the depth of its TypeRef. */
function formOf(document: DocumentNode): string {
  return document.definitions
    .filter((definition) => !(definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === TYPE_REF))
    .map((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return print(definition)
      const { name: _name, ...rest } = definition
      return print(rest)
    })
    .join('\n')
}

function isPlainTypeRef(document: DocumentNode): boolean {
  const fragment = document.definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === TYPE_REF,
  )
  if (!fragment) return false
  const text = print(fragment).replace(/\s+/g, ' ')
  const shape = /^fragment TypeRef on __Type \{ kind name ((?:ofType \{ (?:kind name|name kind) )*)(?:\} ?)+$/.exec(
    text,
  )
  return shape !== null && (shape[1] ?? '').split('ofType').length - 1 <= MAX_TYPE_REF_DEPTH
}

function allOptions(): IntrospectionOptions[] {
  const names = [
    'descriptions',
    'specifiedByUrl',
    'directiveIsRepeatable',
    'schemaDescription',
    'inputValueDeprecation',
    'oneOf',
  ] as const
  return Array.from({ length: 2 ** names.length }, (_, bits) =>
    Object.fromEntries(names.map((name, at) => [name, (bits & (1 << at)) !== 0])),
  )
}
