import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { QuoteInput } from '../quote/quote.type.js'
import type { MatchService } from './match.service.js'
import { MatchPreview } from './match.type.js'

@Resolver()
export class MatchResolver {
  constructor(private readonly matches: MatchService) {}

  @Query(() => MatchPreview, {
    description: 'Which nodes would be offered a job now, with reasons. Nothing is reserved.',
  })
  matchPreview(@Arg('input', () => QuoteInput) input: QuoteInput, @Ctx() { viewer }: Context): Promise<MatchPreview> {
    return this.matches.preview(viewer, input)
  }
}
