import { Arg, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { InLane } from '../../graphql/lane.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { CHAIN_COST } from '../costs.js'
import { Job } from '../job/job.type.js'
import { OfferNeed } from '../offer/offer.type.js'
import type { CheckService } from './check.service.js'
import { CheckRunPayload, CheckRunWork, JobCheck, ReportCheckInput } from './check.type.js'

@Resolver(() => CheckRunWork)
export class CheckRunWorkResolver {
  constructor(private readonly checks: CheckService) {}

  @FieldResolver(() => [OfferNeed], {
    description: 'Results of the jobs that the specification needs.',
    complexity: ({ childComplexity }) => 1 + childComplexity,
  })
  needs(@Root() work: CheckRunWork): Promise<OfferNeed[]> {
    return this.checks.needs(work)
  }
}

@Resolver(() => Job)
export class CheckResolver {
  constructor(private readonly checks: CheckService) {}

  @FieldResolver(() => JobCheck, {
    nullable: true,
    description:
      'Of the present result, for its buyer and its provider; null before the draw, and for a job that is not checked.',
  })
  check(@Root() job: Job, @CurrentViewer() viewer: Viewer): Promise<JobCheck | null> {
    return this.checks.ofJob(viewer, job.id)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @Query(() => [CheckRunWork], { description: 'Jobs that the caller’s platform nodes are to run again, oldest first.' })
  checkRuns(
    @Arg('nodeIds', () => [BytesScalar]) nodeIds: string[],
    @CurrentViewer() viewer: Viewer,
  ): Promise<CheckRunWork[]> {
    return this.checks.open(viewer, nodeIds)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @Mutation(() => CheckRunPayload, {
    complexity: CHAIN_COST,
    description: 'Hands in what a re-run gave. The same report again changes nothing.',
  })
  reportCheck(
    @Arg('runId', () => ID) runId: string,
    @Arg('input', () => ReportCheckInput) input: ReportCheckInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<CheckRunPayload> {
    return this.checks.report(viewer, runId, input)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('PROVIDER')
  @Mutation(() => CheckRunPayload, { description: 'The node cannot run the job again; another one is asked.' })
  refuseCheck(
    @Arg('runId', () => ID) runId: string,
    @Arg('reason', () => String) reason: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<CheckRunPayload> {
    return this.checks.refuse(viewer, runId, reason)
  }
}
