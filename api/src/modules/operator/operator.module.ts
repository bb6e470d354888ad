import { defineModule } from '../defineModule.js'
import { OperatorResolver } from './operator.resolver.js'
import { createOperatorService } from './operator.service.js'

export const operatorModule = defineModule({
  resolvers: [OperatorResolver],
  create: ({ config, storage, operatorFacts, queueMonitor, now }) => ({
    resolvers: [
      new OperatorResolver(
        createOperatorService({ storage, operatorFacts, queueMonitor, account: config.MATCHER_ADDRESS, now }),
      ),
    ],
  }),
})
