import { Subscription } from 'type-graphql'

type ReturnType = Parameters<typeof Subscription>[0]

/**
 * A subscription: the method takes the arguments and returns the events, an async iterable that `graphql` reads for as
 * long as the client listens. (TypeGraphQL's own `subscribe` function has no resolver object to ask; `buildLocalSchema`
 * makes the method the source.)
 */
export function EventStream(type: ReturnType, options: { name?: string; description: string }): MethodDecorator {
  return Subscription(type, { ...options, subscribe: notBuilt })
}

function notBuilt(): never {
  throw new Error('expected a schema of buildLocalSchema, which makes the resolver’s method the source of events')
}
