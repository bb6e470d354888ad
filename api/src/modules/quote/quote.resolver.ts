import { Arg, Query, Resolver } from 'type-graphql'
import type { QuoteService } from './quote.service.js'
import { MatchPreview, Quote, QuoteInput } from './quote.type.js'

@Resolver()
export class QuoteResolver {
  constructor(private readonly quotes: QuoteService) {}

  @Query(() => Quote, { description: 'What a job would cost at the prices asked now.' })
  quote(@Arg('input', () => QuoteInput) input: QuoteInput): Promise<Quote> {
    return this.quotes.quote(input)
  }

  @Query(() => MatchPreview, {
    description: 'Which nodes would be offered a job now, with reasons. Nothing is reserved.',
  })
  matchPreview(@Arg('input', () => QuoteInput) input: QuoteInput): Promise<MatchPreview> {
    return this.quotes.preview(input)
  }
}
