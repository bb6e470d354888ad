import type { ProposalLookup } from '../../chain/createProposalLookup.js'
import type { DaoFacts } from '../../chain/daoFacts.js'
import { apiError } from '../../graphql/apiError.js'
import type { Dao, ProposalStanding } from './dao.type.js'

/** Proposals that one operation may ask for: each is three reads of the chain. */
const MAX_PROPOSALS = 20

export type DaoService = ReturnType<typeof createDaoService>

/** Holdings and rules of the DAO, and where its proposals stand. */
export function createDaoService({ dao, findProposals }: { dao: DaoFacts; findProposals: ProposalLookup }) {
  return {
    async dao(): Promise<Dao> {
      const state = await dao.state()
      return { ...state, holdings: [...state.holdings], vesting: [...state.vesting] }
    },

    /** Those that the subgraph and the governor know, in the order of the ids. */
    async proposalStandings(ids: readonly bigint[]): Promise<ProposalStanding[]> {
      if (ids.length > MAX_PROPOSALS)
        throw apiError(
          'BAD_USER_INPUT',
          `expected at most ${MAX_PROPOSALS} ids, got ${ids.length}; ask again for the others`,
        )
      const known = await findProposals(ids)
      const standings = await Promise.all(
        ids.filter((id) => known.has(id)).map(async (id) => ({ id, standing: await dao.standing(id) })),
      )
      return standings.flatMap(({ id, standing }) => (standing ? [{ id, ...standing }] : []))
    },
  }
}
