import { defineModule } from '../defineModule.js'
import { NodeResolver } from './node.resolver.js'
import { createNodeService } from './node.service.js'
import { NodeSubscription } from './node.subscription.js'
import { createNodeEvents } from './nodeEvents.js'

export const nodeModule = defineModule({
  resolvers: [NodeResolver, NodeSubscription],
  create: ({ storage, listener }) => ({
    resolvers: [
      new NodeResolver(createNodeService({ storage })),
      new NodeSubscription(createNodeEvents({ storage, listener })),
    ],
  }),
})
