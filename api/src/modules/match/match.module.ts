import { createTierLooks } from '@aiigo/storage'
import { defineModule } from '../defineModule.js'
import { MatchResolver } from './match.resolver.js'
import { createMatchService } from './match.service.js'

export const matchModule = defineModule({
  resolvers: [MatchResolver],
  create({ storage, deployment, chain, matchIndex, now }) {
    const tiers = createTierLooks({ storage, onError: storage.onError, now })
    return {
      resolvers: [new MatchResolver(createMatchService({ storage, deployment, chain, matchIndex, tiers, now }))],
    }
  },
})
