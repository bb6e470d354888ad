import { MapperKind, mapSchema } from '@graphql-tools/utils'
import { defaultFieldResolver, type GraphQLFieldConfig, type GraphQLSchema, getNamedType, isScalarType } from 'graphql'
import { spendAnswer } from './answerBudget.js'
import type { Context } from './context.js'

/** Scalars with at most a few characters: the limit of fields bounds them. */
const SHORT = new Set(['Int', 'Float', 'Boolean', 'ID', 'BigInt', 'DateTime'])

/** The schema whose texts count towards the answer's size as soon as a resolver gives them. */
export function boundAnswers(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field: GraphQLFieldConfig<unknown, Context>) => {
      const type = getNamedType(field.type)
      if (!isScalarType(type) || SHORT.has(type.name)) return field
      const { resolve = defaultFieldResolver } = field
      return {
        ...field,
        resolve(source, args, context, info) {
          const value: unknown = resolve(source, args, context, info)
          if (value instanceof Promise) return value.then((settled: unknown) => counted(settled, context))
          return counted(value, context)
        },
      }
    },
  })
}

function counted(value: unknown, context: Context): unknown {
  if (typeof value === 'string') spendAnswer(context, value.length)
  // A JSON value or a list of texts.
  else if (typeof value === 'object' && value !== null) spendAnswer(context, JSON.stringify(value).length)
  return value
}
