import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
} from 'graphql'
import type { Source } from './sources.js'

type Field = GraphQLField<unknown, unknown>

/** The folder of the reference among the pages; it exists in the built site alone. */
const FOLDER = 'docs/graphql'

const ROOTS = [
  { kind: 'queries', title: 'Queries', type: 'Query', article: 'a query' },
  { kind: 'mutations', title: 'Mutations', type: 'Mutation', article: 'a mutation' },
  { kind: 'subscriptions', title: 'Subscriptions', type: 'Subscription', article: 'a subscription' },
] as const

const KINDS = [
  { kind: 'objects', title: 'Objects', is: isObjectType },
  { kind: 'inputs', title: 'Inputs', is: isInputObjectType },
  { kind: 'enums', title: 'Enums', is: isEnumType },
  { kind: 'scalars', title: 'Scalars', is: isScalarType },
] as const

const SCALARS: Record<string, string> = {
  Boolean: 'True or false.',
  Float: 'A number with a fraction, double precision.',
  ID: 'An identifier, as text.',
  Int: 'A whole number of 32 bits with a sign.',
  String: 'Text in UTF-8.',
}

/** Pages of the reference in the order of the sidebar. */
export const GRAPHQL_ITEMS = [...ROOTS, ...KINDS].map(({ kind, title }) => ({
  text: title,
  address: `graphql/${kind}.html`,
}))

/** The fields and arguments with a type, as `Query.job` or `Job.task`, with their pages; by the type's name. */
type Uses = Map<string, { text: string; target: string }[]>

/**
 * The reference of a schema: an index, a page for each root type, a list for each kind of type, and a page for each
 * object, input and enum. Types are linked wherever they are named.
 */
export function graphqlReference(schema: GraphQLSchema): Source[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
  const roots = ROOTS.map((root) => ({ ...root, fields: fieldsOf(schema.getType(root.type)) }))
  const kinds = KINDS.map(({ kind, title, is }) => ({
    kind,
    title,
    types: types.filter((type) => is(type) && !ROOTS.some((root) => root.type === type.name)),
  }))
  const uses = usesOf(types)
  const page = (name: string, lines: string[]): Source => ({
    file: `${FOLDER}/${name}.md`,
    markdown: `${lines.join('\n')}\n`,
  })
  return [
    page('README', [
      '# GraphQL reference',
      '',
      'Every type of the API, with the descriptions of its schema. The text of the schema is the file `schema.graphql` of',
      'the repository. The page at `/graphql` of a running API sends operations.',
      '',
      '| page | contents |',
      '|---|---|',
      ...roots.map(({ kind, title, fields }) => `| [${title}](${kind}.md) | ${fields.length} fields |`),
      ...kinds.map(({ kind, title, types: of }) => `| [${title}](${kind}.md) | ${of.length} types |`),
    ]),
    ...roots.map(({ kind, title, fields, article }) =>
      page(kind, [`# ${title}`, '', `Fields of ${article}.`, '', ...fields.flatMap(rootField)]),
    ),
    ...kinds.map(({ kind, title, types: of }) =>
      page(kind, [
        `# ${title}`,
        '',
        ...(kind === 'scalars'
          ? of.flatMap(({ name, description }) => [`## ${name}`, '', description ?? SCALARS[name] ?? '', ''])
          : ['| name | description |', '|---|---|', ...of.map((type) => `| ${link(type)} | ${cell(type)} |`)]),
      ]),
    ),
    ...kinds
      .filter(({ kind }) => kind !== 'scalars')
      .flatMap(({ kind, title, types: of }) =>
        of.map((type) => page(`types/${type.name}`, typePage(type, { kind, title }, uses))),
      ),
  ]
}

function typePage(type: GraphQLNamedType, { kind, title }: { kind: string; title: string }, uses: Uses): string[] {
  const used = uses.get(type.name) ?? []
  return [
    `# ${type.name}`,
    '',
    `One of the [${title.toLowerCase()}](../${kind}.md).`,
    '',
    type.description ?? '',
    '',
    ...(isEnumType(type) ? valuesOf(type.getValues()) : []),
    ...(isObjectType(type) ? objectFields(fieldsOf(type)) : []),
    ...(isInputObjectType(type) ? inputFields(Object.values(type.getFields())) : []),
    ...(used.length > 0
      ? ['', '## Used by', '', ...used.map(({ text, target }) => `- [\`${text}\`](../${target})`)]
      : []),
  ]
}

const fieldsOf = (type: GraphQLNamedType | undefined): Field[] =>
  isObjectType(type) ? Object.values(type.getFields()) : []

/** A field of a root type: its own heading, description, arguments and result. */
function rootField(field: Field): string[] {
  return [
    `## ${field.name}`,
    '',
    field.description ?? '',
    '',
    `Returns ${typeLink(field.type, '')}.`,
    '',
    ...argumentsTable(field.args, ''),
  ]
}

function argumentsTable(args: readonly GraphQLArgument[], base: string): string[] {
  if (args.length === 0) return []
  return [
    '| argument | description |',
    '|---|---|',
    ...args.map((argument) => `| \`${argument.name}\`: ${typeLink(argument.type, base)} | ${cell(argument)} |`),
    '',
  ]
}

function objectFields(fields: Field[]): string[] {
  const withArguments = fields.filter(({ args }) => args.length > 0)
  return [
    '## Fields',
    '',
    '| field | description |',
    '|---|---|',
    ...fields.map((field) => {
      const name =
        field.args.length > 0 ? `[\`${field.name}\`](#arguments-of-${field.name.toLowerCase()})` : `\`${field.name}\``
      return `| ${name}: ${typeLink(field.type, '../')} | ${cell(field)} |`
    }),
    '',
    ...withArguments.flatMap(({ name, args }) => [`### Arguments of ${name}`, '', ...argumentsTable(args, '../')]),
  ]
}

const inputFields = (fields: GraphQLInputField[]): string[] => [
  '## Fields',
  '',
  '| field | description |',
  '|---|---|',
  ...fields.map((field) => `| \`${field.name}\`: ${typeLink(field.type, '../')} | ${cell(field)} |`),
]

const valuesOf = (values: readonly { name: string; description?: string | null | undefined }[]): string[] => [
  '## Values',
  '',
  '| value | description |',
  '|---|---|',
  ...values.map((value) => `| \`${value.name}\` | ${cell(value)} |`),
]

/** A description, with its default and its deprecation, in a cell of a table. */
function cell(of: {
  description?: string | null | undefined
  defaultValue?: unknown
  deprecationReason?: string | null | undefined
}): string {
  const { description, defaultValue, deprecationReason } = of
  const parts = [
    description?.trim(),
    defaultValue === undefined ? undefined : `Default: \`${JSON.stringify(defaultValue)}\`.`,
    deprecationReason ? `**Deprecated**: ${deprecationReason}` : undefined,
  ]
  return parts.filter(Boolean).join(' ').replace(/\s+/g, ' ').replaceAll('|', '\\|')
}

const targetOf = (type: GraphQLNamedType): string =>
  isScalarType(type) ? `scalars.md#${type.name.toLowerCase()}` : `types/${type.name}.md`

const link = (type: GraphQLNamedType): string => `[${type.name}](${targetOf(type)})`

/** A type as it is written, linked to its page. */
const typeLink = (type: Field['type'] | GraphQLArgument['type'], base: string): string =>
  `[\`${String(type)}\`](${base}${targetOf(getNamedType(type))})`

function usesOf(types: GraphQLNamedType[]): Uses {
  const uses: Uses = new Map()
  const add = (used: GraphQLNamedType, text: string, target: string): void => {
    if (isScalarType(used)) return
    const list = uses.get(used.name) ?? []
    if (!list.some((one) => one.text === text)) list.push({ text, target })
    uses.set(used.name, list)
  }
  for (const type of types) {
    if (isInputObjectType(type)) {
      for (const { name, type: of } of Object.values(type.getFields()))
        add(getNamedType(of), `${type.name}.${name}`, `types/${type.name}.md`)
    }
    const root = ROOTS.find((one) => one.type === type.name)
    for (const { name, type: of, args } of fieldsOf(type)) {
      const target = root ? `${root.kind}.md#${name.toLowerCase()}` : `types/${type.name}.md`
      for (const used of [of, ...args.map((argument) => argument.type)])
        add(getNamedType(used), `${type.name}.${name}`, target)
    }
  }
  return uses
}
