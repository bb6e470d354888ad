import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { readMoment } from './readMoment.js'
import { storableText } from './storableText.js'

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}

/** Scalars travel as strings on both sides of the gateway, so that passing a value on never changes it. */
function stringScalar<T = string>(
  name: string,
  description: string,
  check: (value: unknown) => string,
  parse: (checked: string) => T = (checked) => checked as T,
): GraphQLScalarType<T, string> {
  return new GraphQLScalarType<T, string>({
    name,
    description,
    serialize: check,
    parseValue: (value) => parse(check(value)),
    parseLiteral(node: ValueNode) {
      if (node.kind === Kind.STRING || node.kind === Kind.INT) return parse(check(node.value))
      throw badInput(`expected ${name} as a string, got ${node.kind}`)
    },
  })
}

/** The contracts' numbers end there. */
const LIMIT = 2n ** 256n

function checkedWhole(value: unknown): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value.toString()
  const number = typeof value === 'string' && /^-?\d{1,78}$/.test(value) ? BigInt(value) : null
  if (number !== null && number < LIMIT && number > -LIMIT) return number.toString()
  throw badInput(`expected a whole number below 2^256 as a decimal string such as "1000", got ${shown(value)}`)
}

/** Resolvers hold bigint; text is made and read here only. */
export const BigIntScalar = stringScalar(
  'BigInt',
  'A whole number below 2²⁵⁶, as a decimal string.',
  checkedWhole,
  BigInt,
)

/** A value in a message: short, and whatever it is. */
function shown(value: unknown): string {
  return storableText(
    JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '',
    120,
  )
}

export const BytesScalar = stringScalar('Bytes', 'Bytes as lower-case hexadecimal with 0x in front.', (value) => {
  if (typeof value === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(value)) return value.toLowerCase()
  throw badInput(`expected bytes as 0x and an even number of hex digits, got ${shown(value)}`)
})

export const DateTimeScalar = stringScalar('DateTime', 'A moment, ISO 8601 in UTC with milliseconds.', (value) => {
  const date = value instanceof Date ? value : typeof value === 'string' ? readMoment(value) : null
  if (date && !Number.isNaN(date.getTime())) return date.toISOString()
  throw badInput(`expected a moment such as "2026-01-31T12:00:00.000Z", got ${shown(value)}`)
})

function literalToJson(node: ValueNode, variables?: Record<string, unknown> | null): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value)
    case Kind.NULL:
      return null
    case Kind.LIST:
      return node.values.map((item) => literalToJson(item, variables))
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => [field.name.value, literalToJson(field.value, variables)]))
    case Kind.VARIABLE:
      return variables?.[node.name.value]
  }
}

export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: literalToJson,
})
