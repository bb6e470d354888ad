import { Arg, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Public, SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { InLane } from '../../graphql/lane.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { Me } from '../account/account.type.js'
import type { BonusService } from './bonus.service.js'
import { BonusEpoch, BonusProof, SetReferrerPayload } from './bonus.type.js'

const FIRST = { defaultValue: 26, description: 'At most 100.' }

@Resolver(() => Me)
export class BonusResolver {
  constructor(private readonly bonuses: BonusService) {}

  @FieldResolver(() => [BonusProof], { description: 'The caller’s bonuses, newest first.' })
  bonusProofs(@Root() me: Me, @Arg('first', () => Int, FIRST) first: number): Promise<BonusProof[]> {
    return this.bonuses.proofs(me.address, first)
  }

  @Public()
  @Query(() => [BonusProof], {
    name: 'bonusProofs',
    description: 'A provider’s bonuses with their proofs, newest first. Anyone may claim for anyone.',
  })
  proofsOf(
    @Arg('provider', () => BytesScalar) provider: string,
    @Arg('first', () => Int, FIRST) first: number,
  ): Promise<BonusProof[]> {
    return this.bonuses.proofs(provider, first)
  }

  @Public()
  @Query(() => [BonusEpoch], { description: 'Weeks with bonuses, newest first.' })
  bonusEpochs(@Arg('first', () => Int, FIRST) first: number): Promise<BonusEpoch[]> {
    return this.bonuses.epochs(first)
  }

  @SignedIn({ rows: 'CALLER' })
  @InLane('OWN')
  @Mutation(() => SetReferrerPayload, {
    description: 'Provider: names its referrer, once and before its first task is settled.',
  })
  setReferrer(
    @Arg('referrer', () => BytesScalar) referrer: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SetReferrerPayload> {
    return this.bonuses.setReferrer(viewer, referrer)
  }
}
