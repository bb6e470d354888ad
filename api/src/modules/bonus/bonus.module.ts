import { defineModule } from '../defineModule.js'
import { BonusResolver } from './bonus.resolver.js'
import { createBonusService } from './bonus.service.js'

export const bonusModule = defineModule({
  resolvers: [BonusResolver],
  create: ({ storage }) => ({
    resolvers: [new BonusResolver(createBonusService({ storage }))],
  }),
})
