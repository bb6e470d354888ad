import { Arg, Int, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { EventStream } from '../../graphql/EventStream.js'
import { ArbitrationCaseEvent } from './arbitration.type.js'
import type { CaseEvents } from './caseEvents.js'

@Resolver()
export class ArbitrationSubscription {
  constructor(private readonly events: CaseEvents) {}

  @SignedIn({ rows: 'CALLER' })
  @EventStream(() => ArbitrationCaseEvent, {
    description: 'Events of the caller’s cases with seq above the cursor: first those that were, then live ones.',
  })
  arbitrationCases(
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) afterSeq: number,
    @CurrentViewer() viewer: Viewer,
  ): AsyncIterable<ArbitrationCaseEvent> {
    return this.events(viewer, afterSeq)
  }
}
