import { Arg, Query, Resolver } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import { BigIntScalar } from '../../graphql/scalars.js'
import { chainCostOfEach } from '../costs.js'
import type { DaoService } from './dao.service.js'
import { Dao, ProposalStanding } from './dao.type.js'

@Resolver()
export class DaoResolver {
  constructor(private readonly daos: DaoService) {}

  @Public()
  @Query(() => Dao, { description: 'What the DAO has and goes by, as the chain has it within the last five seconds.' })
  dao(): Promise<Dao> {
    return this.daos.dao()
  }

  @Public()
  @Query(() => [ProposalStanding], {
    complexity: chainCostOfEach('ids'),
    description:
      'Where proposals that the subgraph knows stand by the governor, at most 20. The subgraph has their events, but time alone ends a vote. SUBGRAPH_UNAVAILABLE while it does not answer.',
  })
  proposalStandings(@Arg('ids', () => [BigIntScalar]) ids: bigint[]): Promise<ProposalStanding[]> {
    return this.daos.proposalStandings(ids)
  }
}
