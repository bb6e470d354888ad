import { Arg, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { QuoteService } from './quote.service.js'
import { Quote, QuoteInput, QuoteUsd } from './quote.type.js'

@Resolver(() => Quote)
export class QuoteResolver {
  constructor(private readonly quotes: QuoteService) {}

  @Public()
  @Query(() => Quote, { description: 'What a job would cost at the prices asked now.' })
  quote(@Arg('input', () => QuoteInput) input: QuoteInput): Promise<Quote> {
    return this.quotes.quote(input)
  }

  @FieldResolver(() => QuoteUsd, {
    nullable: true,
    description: 'In dollars; null with an error that says why when there is no price of the token to go by.',
  })
  usd(@Root() quote: Quote): Promise<QuoteUsd> {
    return this.quotes.usd(quote)
  }
}
