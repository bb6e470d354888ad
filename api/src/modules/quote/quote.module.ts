import { defineModule } from '../defineModule.js'
import { createGroupQuoteService } from './groupQuote.service.js'
import { QuoteResolver } from './quote.resolver.js'
import { createQuoteService } from './quote.service.js'

export const quoteModule = defineModule({
  resolvers: [QuoteResolver],
  create({ storage, deployment, chain, dollars, matchIndex, now }) {
    const quotes = createQuoteService({ storage, deployment, chain, dollars, matchIndex, now })
    const groups = createGroupQuoteService({ quotes, matchIndex, now })
    return { resolvers: [new QuoteResolver(quotes, groups)] }
  },
})
