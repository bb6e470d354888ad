import { Ctx, Query, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Context, Viewer } from '../../graphql/context.js'
import type { WalletService } from './wallet.service.js'
import { WalletSteps } from './wallet.type.js'

/** Up to a thousand reads of the chain: of 100 nodes, 100 locks, 100 bonuses, 100 disputes, 50 cases. */
const STEPS_COST = 1_000

/** Steps by the operation's context. */
const steps = new WeakMap<object, Promise<WalletSteps>>()

@Resolver()
export class WalletResolver {
  constructor(private readonly wallets: WalletService) {}

  @SignedIn({ rows: 'CALLER' })
  @Query(() => WalletSteps, {
    complexity: STEPS_COST,
    description:
      'What the caller can do next: its roles, money that it can take out, what waits for it, and what each of its nodes needs for the next trust level. CHAIN_UNAVAILABLE or SUBGRAPH_UNAVAILABLE while a source is away.',
  })
  walletSteps(@CurrentViewer() viewer: Viewer, @Ctx() context: Context): Promise<WalletSteps> {
    // Once for an operation, under however many names it asks.
    const known = steps.get(context) ?? this.wallets.steps(viewer)
    steps.set(context, known)
    return known
  }
}
