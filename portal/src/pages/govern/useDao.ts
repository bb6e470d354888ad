import { DaoDocument, DaoRecordsDocument } from '@aiigo/client'
import { readProposals } from '@aiigo/sdk'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { visitor } from '../../app/api.js'
import type { Session } from '../../session/openSession.js'

const RECORDS = 100

/** Holdings and rules of the DAO. Anybody may read it. */
export function useDao() {
  return useQuery({
    queryKey: ['dao', 'state'],
    queryFn: async ({ signal }) => (await visitor.execute(DaoDocument, {}, { signal })).dao,
    refetchInterval: 5_000,
  })
}

/** The newest proposals, with the votes of a wallet when there is one. */
export function useProposals(voter: Address | null) {
  return useQuery({
    queryKey: ['dao', 'proposals', voter],
    queryFn: ({ signal }) => readProposals(visitor, voter ? { voter, signal } : { signal }),
    refetchInterval: 5_000,
  })
}

/** The DAO's decisions, as the chain's events tell them. */
export function useDaoRecords() {
  return useQuery({
    queryKey: ['dao', 'records'],
    queryFn: ({ signal }) => visitor.execute(DaoRecordsDocument, { first: RECORDS }, { signal }),
    refetchInterval: 30_000,
  })
}

/** Stake, votes and locks of the wallet. */
export function usePosition(session: Session) {
  return useQuery({
    queryKey: ['mine', session.address, 'dao', 'position'],
    queryFn: ({ signal }) => session.staker.position({ signal }),
    refetchInterval: 5_000,
  })
}

/**
 * Now by the chain, Unix milliseconds. A local chain's clock may be ahead by weeks; a public chain's newest block is
 * some seconds old.
 */
export function useChainTime(): number {
  const { data } = useDao()
  return Math.max(Date.now(), data ? Date.parse(data.at) : 0)
}
