import { Arg, ID, Mutation, Query, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { CHAIN_COST } from '../costs.js'
import type { KeyService } from './key.service.js'
import { KeyRequestType, ReleaseJobKeyPayload, RequestJobKeyInput, RequestJobKeyPayload } from './key.type.js'

@Resolver()
export class KeyResolver {
  constructor(private readonly keys: KeyService) {}

  @SignedIn({ rows: 'CALLER' })
  @Query(() => [KeyRequestType], {
    description: 'Who asked for the keys of the caller’s jobs, and who released them; oldest first, at most 500.',
  })
  keyRequests(
    @Arg('jobId', () => ID, { nullable: true, description: 'Of one job alone.' }) jobId: string | null,
    @Arg('open', () => Boolean, { defaultValue: false, description: 'Only those that are not answered yet.' })
    open: boolean,
    @CurrentViewer() viewer: Viewer,
  ): Promise<KeyRequestType[]> {
    return this.keys.keyRequests(viewer, { open, ...(jobId ? { jobId } : {}) })
  }

  @SignedIn({ rows: 'READER' })
  @Mutation(() => RequestJobKeyPayload, {
    complexity: CHAIN_COST,
    description:
      'The key of a job’s files, for those who may read them (see fileGrant). The platform answers at once; for a private job the buyer’s client has to.',
  })
  requestJobKey(
    @Arg('input', () => RequestJobKeyInput) input: RequestJobKeyInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<RequestJobKeyPayload> {
    return this.keys.requestJobKey(viewer, input)
  }

  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => ReleaseJobKeyPayload, { description: 'Answers a request for the key of a private job.' })
  releaseJobKey(
    @Arg('requestId', () => ID) requestId: string,
    @Arg('sealedKey', () => String, { description: 'The identity, sealed to the request’s recipient; base64.' })
    sealedKey: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<ReleaseJobKeyPayload> {
    return this.keys.releaseJobKey(viewer, requestId, sealedKey)
  }
}
