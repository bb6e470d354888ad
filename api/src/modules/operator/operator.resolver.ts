import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { Operator } from '../../graphql/authorize.js'
import type { Viewer } from '../../graphql/context.js'
import { InLane } from '../../graphql/lane.js'
import type { OperatorService } from './operator.service.js'
import {
  ChainWriter,
  FailedQueueJob,
  NodeToReview,
  OperatorAlert,
  PlatformHealth,
  QueueJobPayload,
  QueueStates,
} from './operator.type.js'

const QUEUE = 'Name of a queue, such as verify.'

@Resolver()
export class OperatorResolver {
  constructor(private readonly operators: OperatorService) {}

  @Operator()
  @Query(() => [OperatorAlert], { description: 'What is wrong now and what to do, the worst first. Empty: nothing.' })
  operatorAlerts(): Promise<OperatorAlert[]> {
    return this.operators.alerts()
  }

  @Operator()
  @Query(() => QueueStates, { description: 'Every queue of the worker.' })
  queueStates(): Promise<QueueStates> {
    return this.operators.queueStates()
  }

  @Operator()
  @Query(() => [FailedQueueJob], { description: 'Jobs of a queue that were given up, the latest first.' })
  failedQueueJobs(
    @Arg('queue', () => String, { description: QUEUE }) queue: string,
    @Arg('first', () => Int, { defaultValue: 20, description: '1 to 100.' }) first: number,
  ): Promise<FailedQueueJob[]> {
    return this.operators.failedQueueJobs(queue, first)
  }

  @Operator()
  @InLane('OWN')
  @Mutation(() => QueueJobPayload, {
    description: 'Enqueues a failed job once more, with all its tries. It does what is due when it runs.',
  })
  retryQueueJob(
    @Arg('queue', () => String, { description: QUEUE }) queue: string,
    @Arg('id', () => ID) id: string,
  ): Promise<QueueJobPayload> {
    return this.operators.retryQueueJob(queue, id)
  }

  @Operator()
  @InLane('OWN')
  @Mutation(() => QueueJobPayload, {
    description: 'Deletes a failed job. Deadlines and sweeps still do what is due for its subject.',
  })
  discardQueueJob(
    @Arg('queue', () => String, { description: QUEUE }) queue: string,
    @Arg('id', () => ID) id: string,
  ): Promise<QueueJobPayload> {
    return this.operators.discardQueueJob(queue, id)
  }

  @Operator()
  @Query(() => ChainWriter)
  chainWriter(): Promise<ChainWriter> {
    return this.operators.chainWriter()
  }

  @Operator()
  @Query(() => PlatformHealth)
  platformHealth(): Promise<PlatformHealth> {
    return this.operators.health()
  }

  @Operator()
  @Query(() => [NodeToReview], {
    description: 'Registered nodes that the operator should look at: the most urgent reason first, then the newest.',
  })
  nodesToReview(
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Ctx('viewer') viewer: Viewer | null,
  ): Promise<NodeToReview[]> {
    return this.operators.nodesToReview(viewer, first)
  }
}
