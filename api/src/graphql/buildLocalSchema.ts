import 'reflect-metadata'
import { because } from '@aiigo/storage'
import { MapperKind, mapSchema } from '@graphql-tools/utils'
import { defaultFieldResolver, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql'
import { buildSchema, type NonEmptyArray, type PubSub } from 'type-graphql'
import { boundAnswers } from './boundAnswers.js'
import type { Context } from './context.js'
import { enforceAccess } from './enforceAccess.js'

// biome-ignore lint/suspicious/noExplicitAny: a class with any constructor
export type ResolverClass = new (...deps: any[]) => object

interface Parts {
  classes: readonly ResolverClass[]
  /** One object of each class; may be empty when only the schema's text is wanted. */
  instances: readonly object[]
  /** Wallets of the platform's operator, lower case. */
  operators: readonly string[]
}

/** TypeGraphQL wants a bus for subscriptions; these read the event table instead. */
const UNUSED_PUB_SUB: PubSub = { publish: unused, subscribe: unused }

function unused(): never {
  throw new Error('expected every subscription to be an @EventStream, which reads the event table')
}

/** Builds the schema of some resolver classes, and enforces the access that they declare. */
export async function buildLocalSchema({ classes, instances, operators }: Parts): Promise<GraphQLSchema> {
  const byClass = new Map<unknown, object>(instances.map((instance) => [instance.constructor, instance]))
  const schema = await buildSchema({
    resolvers: classes as unknown as NonEmptyArray<ResolverClass>,
    pubSub: UNUSED_PUB_SUB,
    validate: false,
    container: {
      get(someClass: { name: string }) {
        const instance = byClass.get(someClass)
        if (!instance) throw new Error(`expected an instance of ${someClass.name} among the resolvers`)
        return instance
      },
    },
  })
  return enforceAccess(boundAnswers(withCauses(withEventStreams(schema))), { operators })
}

/** Moves of a mutation are recorded with its name and its caller. */
function withCauses(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.MUTATION_ROOT_FIELD]: ({ resolve = defaultFieldResolver, ...field }, name) => ({
      ...field,
      resolve: (source: unknown, args: Record<string, unknown>, context: Context, info: GraphQLResolveInfo) =>
        because({ cause: name, actor: context.viewer?.address ?? null }, () => resolve(source, args, context, info)),
    }),
  })
}

/** A subscription's method gives the events; each event is the answer as it is. */
function withEventStreams(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.SUBSCRIPTION_ROOT_FIELD]: ({ resolve, ...field }) => ({
      ...field,
      ...(resolve ? { subscribe: resolve } : {}),
      resolve: (event: unknown) => event,
    }),
  })
}
