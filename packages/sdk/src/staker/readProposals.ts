import { type Client, PlatformDocument, ProposalStandingsDocument, ProposalsDocument } from '@aiigo/client'
import { type Address, zeroAddress } from 'viem'
import type { Proposal, ProposalsOptions } from './Staker.js'
import { toProposal } from './toProposal.js'

/** Which proposals are listed, and whose votes are shown as the own ones. */
export interface ReadProposalsOptions extends ProposalsOptions {
  /** Default: nobody. */
  readonly voter?: Address
}

const PAGE = 20

/**
 * Proposals for anybody, latest first, by the API alone: without a wallet and without access to the chain. At most 20
 * at once.
 * @example for (const { description, state } of await readProposals(staker.client)) console.log(description, state)
 */
export async function readProposals(
  client: Client,
  { voter = zeroAddress, first = PAGE, skip = 0, ...call }: ReadProposalsOptions = {},
): Promise<readonly Proposal[]> {
  const [{ platform }, { proposals }] = await Promise.all([
    client.execute(PlatformDocument, {}, call),
    client.execute(ProposalsDocument, { voter: voter.toLowerCase() as Address, first, skip }, call),
  ])
  if (proposals.length === 0) return []
  const ids = proposals.map(({ id }) => BigInt(id))
  const { proposalStandings } = await client.execute(ProposalStandingsDocument, { ids }, call)
  const standings = new Map(proposalStandings.map(({ id, ...standing }) => [id, standing]))
  return proposals.flatMap((found) => {
    // A proposal that the governor does not know any more was in a block that the chain took back.
    const standing = standings.get(BigInt(found.id).toString())
    if (!standing) return []
    const { stage, quorum } = standing
    return [toProposal(platform.contracts, found, { stage, quorum: quorum === null ? null : BigInt(quorum) })]
  })
}
