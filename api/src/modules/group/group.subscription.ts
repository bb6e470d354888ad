import { Arg, Ctx, ID, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Context, Viewer } from '../../graphql/context.js'
import { EventStream } from '../../graphql/EventStream.js'
import { JobGroupProgress } from './group.type.js'
import type { GroupEvents } from './groupEvents.js'

@Resolver()
export class GroupSubscription {
  constructor(private readonly events: GroupEvents) {}

  @SignedIn({ rows: 'BUYER' })
  @EventStream(() => JobGroupProgress, {
    description:
      'How far a group is: now, and whenever some of its jobs have moved, at most once a second. It ends with the last job.',
  })
  jobGroupUpdated(
    @Arg('groupId', () => ID) groupId: string,
    @CurrentViewer() viewer: Viewer,
    @Ctx() { meter }: Context,
  ): Promise<AsyncIterable<JobGroupProgress>> {
    return this.events(viewer, groupId, meter)
  }
}
