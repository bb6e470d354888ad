import { Arg, Ctx, ID, Int, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Context, Viewer } from '../../graphql/context.js'
import { EventStream } from '../../graphql/EventStream.js'
import { JobProgress, JobStatusEvent, LogLine } from './job.type.js'
import type { JobEvents } from './jobEvents.js'

@Resolver()
export class JobSubscription {
  constructor(private readonly events: JobEvents) {}

  @SignedIn({ rows: 'PARTY' })
  @EventStream(() => JobStatusEvent, {
    description: 'State changes with seq above the cursor: first those that were, then live ones.',
  })
  jobStatus(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) afterSeq: number,
    @CurrentViewer() viewer: Viewer,
  ): Promise<AsyncIterable<JobStatusEvent>> {
    return this.events.status(viewer, jobId, afterSeq)
  }

  @SignedIn({ rows: 'PARTY' })
  @EventStream(() => JobProgress, {
    description:
      'How far the nodes say that they are: the newest report of each attempt with seq above the cursor, then new ones. Reports between two reads are passed over. A provider gets those of its own attempts.',
  })
  jobProgress(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) afterSeq: number,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { meter }: Context,
  ): Promise<AsyncIterable<JobProgress>> {
    return this.events.progress(viewer, jobId, afterSeq, meter)
  }

  @SignedIn({ rows: 'PARTY' })
  @EventStream(() => [LogLine], {
    description:
      'Lines with seq above the cursor: first those that were, then live ones. As many come at once as there are. A provider gets those of its own attempts, until these have ended.',
  })
  jobLogs(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) afterSeq: number,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { meter }: Context,
  ): Promise<AsyncIterable<LogLine[]>> {
    return this.events.logs(viewer, jobId, afterSeq, meter)
  }
}
