import { MapperKind, mapSchema } from '@graphql-tools/utils'
import { defaultFieldResolver, type GraphQLFieldConfig, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import { type Access, declaredAccess, describeAccess } from './access.js'
import { accessProblems } from './accessProblems.js'
import { forbidden, requireViewer } from './apiError.js'
import type { Context } from './context.js'

interface Options {
  /** Wallets of the platform's operator, lower case. */
  operators: readonly string[]
}

type Field = GraphQLFieldConfig<unknown, Context>

/**
 * The schema with its declared access enforced in front of each resolver and each source of events, and shown in its
 * descriptions. The checks are synchronous, so a synchronous field stays synchronous.
 * @throws Error naming each field that has not declared its access
 */
export function enforceAccess(schema: GraphQLSchema, { operators }: Options): GraphQLSchema {
  const problems = accessProblems(schema)
  if (problems.length > 0) {
    throw new Error(
      `expected every field to declare who may ask for it (graphql/authorize.ts):\n${problems.join('\n')}`,
    )
  }
  return mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => {
      const access = declaredAccess(type)
      const config = (type as GraphQLObjectType).toConfig()
      const fields = Object.entries(config.fields).map(([name, field]) => {
        const own = declaredAccess({ extensions: field.extensions ?? {} })
        const needed = own ?? access
        return [name, needed ? guard(field as Field, needed, own !== null) : field] as const
      })
      return new (type.constructor as typeof GraphQLObjectType)({
        ...config,
        description: described(config.description, access),
        fields: Object.fromEntries(fields),
      })
    },
  })

  function guard(field: Field, access: Access, isOwn: boolean): Field {
    const { resolve = defaultFieldResolver, subscribe } = field
    const description = isOwn ? described(field.description, access) : field.description
    if (access.rule === 'PUBLIC') return { ...field, description }
    return {
      ...field,
      description,
      resolve(source, args, context, info) {
        check(access, context)
        return resolve(source, args, context, info)
      },
      ...(subscribe
        ? {
            subscribe(source, args, context, info) {
              check(access, context)
              return subscribe(source, args, context, info)
            },
          }
        : {}),
    } satisfies Field
  }

  function check({ rule }: Access, context: Context): void {
    const viewer = requireViewer(context)
    if (rule === 'SESSION' && viewer.via !== 'session') {
      throw forbidden('expected a wallet session; an API key is not enough for this')
    }
    if (rule === 'OPERATOR' && !operators.includes(viewer.address)) {
      throw forbidden(`expected the platform’s operator, got ${viewer.address}`)
    }
  }
}

function described(description: string | null | undefined, access: Access | null): string | null {
  const sentence = access && describeAccess(access)
  return [description, sentence].filter(Boolean).join(' ') || null
}
