import { FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { PlatformService } from './platform.service.js'
import { PaymentTokenType, Platform } from './platform.type.js'

@Resolver()
export class PlatformResolver {
  constructor(private readonly platforms: PlatformService) {}

  @Public()
  @Query(() => Platform)
  platform(): Promise<Platform> {
    return this.platforms.platform()
  }
}

@Resolver(() => PaymentTokenType)
export class PaymentTokenResolver {
  constructor(private readonly platforms: PlatformService) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Dollars of one whole token, by the price that quotes go by; null while there is none.',
  })
  usd(@Root() token: PaymentTokenType): Promise<string | null> {
    return this.platforms.usdOf(token)
  }
}
