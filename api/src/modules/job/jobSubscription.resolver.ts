import { Arg, ID, Int, Resolver, Root, Subscription } from 'type-graphql'
import { requireViewer } from '../../graphql/apiError.js'
import type { Context } from '../../graphql/context.js'
import { JobStatusEvent, LogLine } from './job.type.js'

interface FeedArgs {
  jobId: string
  afterSeq: number
}

@Resolver()
export class JobSubscriptionResolver {
  @Subscription(() => JobStatusEvent, {
    description: 'State changes with seq above the cursor: first those that were, then live ones.',
    subscribe: ({ args, context }: { args: FeedArgs; context: Context }) =>
      context.feeds.jobStatus(requireViewer(context), args.jobId, args.afterSeq),
  })
  jobStatus(
    @Root() event: JobStatusEvent,
    @Arg('jobId', () => ID) _jobId: string,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) _afterSeq: number,
  ): JobStatusEvent {
    return event
  }

  @Subscription(() => LogLine, {
    description: 'Lines with seq above the cursor: first those that were, then live ones.',
    subscribe: ({ args, context }: { args: FeedArgs; context: Context }) =>
      context.feeds.jobLogs(requireViewer(context), args.jobId, args.afterSeq),
  })
  jobLogs(
    @Root() line: LogLine,
    @Arg('jobId', () => ID) _jobId: string,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) _afterSeq: number,
  ): LogLine {
    return line
  }
}
