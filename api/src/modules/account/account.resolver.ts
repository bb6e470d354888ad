import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { requireViewer } from '../../graphql/apiError.js'
import type { Context } from '../../graphql/context.js'
import { BytesScalar } from '../../graphql/scalars.js'
import type { AccountService } from './account.service.js'
import { ApiKeyPayload, Me, RevokeApiKeyPayload, SessionPayload, SiweNonce } from './account.type.js'

@Resolver()
export class AccountResolver {
  constructor(private readonly accounts: AccountService) {}

  @Query(() => Me, { nullable: true, description: 'The signed-in caller; null when signed out.' })
  me(@Ctx() context: Context): Promise<Me> | null {
    return context.viewer ? this.accounts.me(context.viewer) : null
  }

  @Mutation(() => SiweNonce, { description: 'First step of signing in with Ethereum.' })
  siweNonce(): Promise<SiweNonce> {
    return this.accounts.issueNonce()
  }

  @Mutation(() => SessionPayload, {
    description: 'Second step: the EIP-4361 message and the wallet’s signature of it.',
  })
  siweVerify(
    @Arg('message', () => String) message: string,
    @Arg('signature', () => BytesScalar) signature: string,
    @Ctx() context: Context,
  ): Promise<SessionPayload> {
    return this.accounts.verify(message, signature, context.userAgent)
  }

  @Mutation(() => SessionPayload, { description: 'Exchanges a refresh token for a new session; each is good once.' })
  refreshSession(
    @Arg('refreshToken', () => String) refreshToken: string,
    @Ctx() context: Context,
  ): Promise<SessionPayload> {
    return this.accounts.refresh(refreshToken, context.userAgent)
  }

  @Mutation(() => Boolean, { description: 'Ends the session of this refresh token; false when there was none.' })
  signOut(@Arg('refreshToken', () => String) refreshToken: string): Promise<boolean> {
    return this.accounts.signOut(refreshToken)
  }

  @Mutation(() => ApiKeyPayload, { description: 'Needs a wallet session: an API key can’t create another.' })
  createApiKey(@Arg('name', () => String) name: string, @Ctx() context: Context): Promise<ApiKeyPayload> {
    return this.accounts.createApiKey(requireViewer(context), name)
  }

  @Mutation(() => RevokeApiKeyPayload)
  revokeApiKey(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<RevokeApiKeyPayload> {
    return this.accounts.revokeApiKey(requireViewer(context), id)
  }
}
