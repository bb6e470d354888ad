import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
} from 'graphql'

export type Kind = 'query' | 'mutation' | 'subscription'

export interface ExampleOperation {
  query: string
  variables: Record<string, unknown>
}

const SCALARS: Readonly<Record<string, unknown>> = {
  ID: '00000000-0000-4000-8000-000000000000',
  String: 'x',
  Int: 1,
  Float: 1,
  Boolean: true,
  Bytes: '0x0000000000000001',
  BigInt: '1',
  DateTime: '2026-01-01T00:00:00.000Z',
  JSON: {},
}

/** A value that fits a type: the least that it takes. @param items of each list */
export function exampleValue(type: GraphQLInputType, items = 1): unknown {
  if (isNonNullType(type)) return exampleValue(type.ofType, items)
  if (isListType(type)) return Array.from({ length: items }, () => exampleValue(type.ofType, items))
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField)
    return Object.fromEntries(required.map((field) => [field.name, exampleValue(field.type, items)]))
  }
  if (!(type.name in SCALARS)) throw new Error(`expected an example of the scalar ${type.name} in exampleOperation.ts`)
  return SCALARS[type.name]
}

/**
 * An operation that asks for one field of a root, with every argument it requires.
 * @param given arguments that are known better
 */
export function exampleOperation(
  kind: Kind,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type' | 'args'>,
  given: Readonly<Record<string, unknown>> = {},
): ExampleOperation {
  const args = field.args.filter((argument) => isNonNullType(argument.type) || argument.name in given)
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ')
  const named = getNamedType(field.type)
  const isPayload = isObjectType(named) && 'userErrors' in named.getFields()
  const selection = isPayload ? ' { userErrors { code } }' : isCompositeType(named) ? ' { __typename }' : ''
  const head = args.length > 0 ? `(${declared})` : ''
  const call = args.length > 0 ? `(${passed})` : ''
  return {
    query: `${kind} ${head} { ${field.name}${call}${selection} }`,
    variables: Object.fromEntries(args.map((argument) => [argument.name, argumentValue(argument, given)])),
  }
}

function argumentValue(
  { name, type, defaultValue }: GraphQLArgument,
  given: Readonly<Record<string, unknown>>,
): unknown {
  const value = given[name] ?? defaultValue ?? exampleValue(type)
  const base = isNonNullType(type) ? type.ofType : type
  return isInputObjectType(base) ? { ...(exampleValue(base) as object), ...(given[name] ?? {}) } : value
}
