import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { Viewer } from '../../graphql/context.js'
import { MARKET_COST } from '../costs.js'
import { QuoteInput } from '../quote/quote.type.js'
import type { MatchService } from './match.service.js'
import { MatchPreview } from './match.type.js'

@Resolver()
export class MatchResolver {
  constructor(private readonly matches: MatchService) {}

  @Public()
  @Query(() => MatchPreview, {
    complexity: MARKET_COST,
    description: 'Which nodes would be offered a job now, with reasons. Nothing is reserved.',
  })
  matchPreview(
    @Arg('input', () => QuoteInput) input: QuoteInput,
    @Ctx('viewer') viewer: Viewer | null,
  ): Promise<MatchPreview> {
    return this.matches.preview(viewer, input)
  }
}
