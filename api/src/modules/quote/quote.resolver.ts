import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { Viewer } from '../../graphql/context.js'
import { MARKET_COST } from '../costs.js'
import type { QuoteService } from './quote.service.js'
import { Quote, QuoteInput, QuoteUsd } from './quote.type.js'

@Resolver(() => Quote)
export class QuoteResolver {
  constructor(private readonly quotes: QuoteService) {}

  @Public()
  @Query(() => Quote, {
    complexity: MARKET_COST,
    description:
      'What a job would cost at the prices asked now. Counts the nodes that could take it some day within the limits given; nodes of the caller are left out.',
  })
  quote(@Arg('input', () => QuoteInput) input: QuoteInput, @Ctx('viewer') viewer: Viewer | null): Promise<Quote> {
    return this.quotes.quote(viewer, input)
  }

  @FieldResolver(() => QuoteUsd, {
    nullable: true,
    description: 'In dollars; null with an error that says why when there is no price of the token to go by.',
  })
  usd(@Root() quote: Quote): Promise<QuoteUsd> {
    return this.quotes.usd(quote)
  }
}
