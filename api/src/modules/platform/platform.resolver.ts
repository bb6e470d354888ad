import { Query, Resolver } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { PlatformService } from './platform.service.js'
import { Platform } from './platform.type.js'

@Resolver()
export class PlatformResolver {
  constructor(private readonly platforms: PlatformService) {}

  @Public()
  @Query(() => Platform)
  platform(): Promise<Platform> {
    return this.platforms.platform()
  }
}
