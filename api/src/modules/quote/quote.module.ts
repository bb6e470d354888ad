import { defineModule } from '../defineModule.js'
import { QuoteResolver } from './quote.resolver.js'
import { createQuoteService } from './quote.service.js'

export const quoteModule = defineModule({
  resolvers: [QuoteResolver],
  create: ({ storage, deployment, chain, dollars, matchIndex, now }) => ({
    resolvers: [new QuoteResolver(createQuoteService({ storage, deployment, chain, dollars, matchIndex, now }))],
  }),
})
