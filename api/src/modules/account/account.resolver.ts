import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { Hex } from 'viem'
import { Public, WalletSession } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { InLane } from '../../graphql/lane.js'
import { BytesScalar } from '../../graphql/scalars.js'
import type { AccountService } from './account.service.js'
import { ApiKeyPayload, Me, RevokeApiKeyPayload, SessionPayload, SiweNonce } from './account.type.js'

@Resolver()
export class AccountResolver {
  constructor(private readonly accounts: AccountService) {}

  @Public({ rows: 'CALLER' })
  @Query(() => Me, { nullable: true, description: 'The signed-in caller; null when signed out.' })
  me(@Ctx('viewer') viewer: Viewer | null): Promise<Me> | null {
    return viewer ? this.accounts.me(viewer) : null
  }

  @Public()
  @InLane('RENEWAL')
  @Mutation(() => SiweNonce, { description: 'First step of signing in with Ethereum.' })
  siweNonce(): Promise<SiweNonce> {
    return this.accounts.issueNonce()
  }

  @Public()
  @InLane('SIGN_IN')
  @Mutation(() => SessionPayload, {
    description: 'Second step: the EIP-4361 message and the wallet’s signature of it.',
  })
  siweVerify(
    @Arg('message', () => String) message: string,
    @Arg('signature', () => BytesScalar) signature: Hex,
    @Ctx('userAgent') userAgent: string | null,
  ): Promise<SessionPayload> {
    return this.accounts.verify(message, signature, userAgent)
  }

  @Public()
  @InLane('RENEWAL')
  @Mutation(() => SessionPayload, { description: 'Exchanges a refresh token for a new session; each is good once.' })
  refreshSession(
    @Arg('refreshToken', () => String) refreshToken: string,
    @Ctx('userAgent') userAgent: string | null,
  ): Promise<SessionPayload> {
    return this.accounts.refresh(refreshToken, userAgent)
  }

  @Public()
  @InLane('RENEWAL')
  @Mutation(() => Boolean, { description: 'Ends the session of this refresh token; false when there was none.' })
  signOut(@Arg('refreshToken', () => String) refreshToken: string): Promise<boolean> {
    return this.accounts.signOut(refreshToken)
  }

  @WalletSession({ rows: 'CALLER' })
  @InLane('OWN')
  @Mutation(() => ApiKeyPayload, { description: 'Makes a long-lived credential of the account, for programs.' })
  createApiKey(@Arg('name', () => String) name: string, @CurrentViewer() viewer: Viewer): Promise<ApiKeyPayload> {
    return this.accounts.createApiKey(viewer, name)
  }

  @WalletSession({ rows: 'HOLDER' })
  @InLane('OWN')
  @Mutation(() => RevokeApiKeyPayload)
  revokeApiKey(@Arg('id', () => ID) id: string, @CurrentViewer() viewer: Viewer): Promise<RevokeApiKeyPayload> {
    return this.accounts.revokeApiKey(viewer, id)
  }
}
