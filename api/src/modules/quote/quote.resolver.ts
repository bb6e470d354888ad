import { JOB_LIMITS } from '@aiigo/domain'
import type { ComplexityEstimator } from 'graphql-query-complexity'
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { Viewer } from '../../graphql/context.js'
import { MARKET_COST } from '../costs.js'
import { demandOf, type GroupQuoteService } from './groupQuote.service.js'
import { JobGroupQuote, JobGroupQuoteInput, type JobGroupQuoteStepInput } from './groupQuote.type.js'
import type { QuoteService } from './quote.service.js'
import { Quote, QuoteInput, QuoteUsd } from './quote.type.js'

/** All nodes are looked at for each different demand. Each step is answered with a quote; a list counts as ten. */
const costOfGroup: ComplexityEstimator = ({ args, childComplexity }) => {
  const steps: readonly JobGroupQuoteStepInput[] = args.input?.steps ?? []
  const demands = new Set(steps.map(({ job }) => demandOf(job))).size
  // More are refused without a look.
  return (
    Math.min(demands, JOB_LIMITS.quotedDemands) * MARKET_COST +
    Math.max(1, Math.ceil(steps.length / 10)) * childComplexity
  )
}

@Resolver(() => Quote)
export class QuoteResolver {
  constructor(
    private readonly quotes: QuoteService,
    private readonly groups: GroupQuoteService,
  ) {}

  @Public()
  @Query(() => Quote, {
    complexity: MARKET_COST,
    description:
      'What a job would cost at the prices asked now. Counts the nodes that could take it some day within the limits given; nodes of the caller are left out.',
  })
  async quote(@Arg('input', () => QuoteInput) input: QuoteInput, @Ctx('viewer') viewer: Viewer | null): Promise<Quote> {
    return (await this.quotes.quote(viewer, input)).quote
  }

  @Public()
  @Query(() => JobGroupQuote, {
    complexity: costOfGroup,
    description:
      'What a group of jobs would cost, how many run at once and how long they take, as quote says it of one.',
  })
  jobGroupQuote(
    @Arg('input', () => JobGroupQuoteInput) input: JobGroupQuoteInput,
    @Ctx('viewer') viewer: Viewer | null,
  ): Promise<JobGroupQuote> {
    return this.groups.quote(viewer, input)
  }

  @FieldResolver(() => QuoteUsd, {
    nullable: true,
    description: 'In dollars; null with an error that says why when there is no price of the token to go by.',
  })
  usd(@Root() quote: Quote): Promise<QuoteUsd> {
    return this.quotes.usd(quote)
  }
}
