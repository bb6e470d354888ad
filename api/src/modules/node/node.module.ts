import { defineModule } from '../defineModule.js'
import { createAuditNode } from './auditNode.js'
import { NodeResolver } from './node.resolver.js'
import { createNodeService } from './node.service.js'
import { NodeSubscription } from './node.subscription.js'
import { createNodeEvents } from './nodeEvents.js'

export const nodeModule = defineModule({
  resolvers: [NodeResolver, NodeSubscription],
  create: ({ storage, listener, deployment, verifySignature, now }) => ({
    resolvers: [
      new NodeResolver(
        createNodeService({ storage, auditNode: createAuditNode({ storage, deployment, verifySignature, now }) }),
      ),
      new NodeSubscription(createNodeEvents({ storage, listener })),
    ],
  }),
})
