import { defineModule } from '../defineModule.js'
import { OperatorResolver } from './operator.resolver.js'
import { createOperatorService } from './operator.service.js'

export const operatorModule = defineModule({
  resolvers: [OperatorResolver],
  create({ config, storage, operatorFacts, queueMonitor, now }) {
    const account = config.MATCHER_ADDRESS
    const service = createOperatorService({
      ...{ storage, operatorFacts, queueMonitor, account, now },
      relays: config.RELAY_ADDRESSES,
      gasBudget: config.GAS_BUDGET_ETHER,
    })
    return { resolvers: [new OperatorResolver(service)], offers: { facts: service.facts } }
  },
})
