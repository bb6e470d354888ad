import { type Deployment, permitTypedData, type SignedPermit, signedPermit } from '@aiigo/chain'
import { recoverSigner } from '@aiigo/chain/node'
import { ETH_ADDRESS } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import { apiError } from '../../graphql/apiError.js'
import type { EscrowPermit } from './jobPayload.type.js'

export interface EscrowPermitDeps {
  deployment: Deployment
  chain: ChainFacts
  now: () => number
}

/** Tokens that the escrow is to take out of a wallet. */
interface WantedPermit {
  token: Address
  owner: Address
  /** Base units of the token. */
  value: bigint
  /** Unix seconds. */
  deadline: bigint
}

type PermitTypedData = ReturnType<typeof permitTypedData>

/**
 * Typed data of a permit for the escrow; null where it is of no use: in ETH, for a token without permits, for a wallet
 * that is a contract, and when the escrow may take the amount already.
 */
export async function escrowPermitData(
  { deployment, chain }: Pick<EscrowPermitDeps, 'deployment' | 'chain'>,
  { token, owner, value, deadline }: WantedPermit,
): Promise<PermitTypedData | null> {
  if (token === ETH_ADDRESS) return null
  const [terms, allowance] = await Promise.all([chain.permitTerms(token, owner), chain.allowance(token, owner)])
  if (!terms || allowance >= value) return null
  const spender = deployment.addresses.Escrow
  return permitTypedData(terms.domain, { owner, spender, value, nonce: terms.nonce, deadline })
}

/** The permit as the API shows it. */
export function toEscrowPermit(typed: PermitTypedData): EscrowPermit {
  const { nonce, value, deadline } = typed.message
  const message = { ...typed.message, nonce: `${nonce}`, value: `${value}`, deadline: `${deadline}` }
  return { typedData: { ...typed, message }, nonce, deadline: new Date(Number(deadline) * 1_000) }
}

/**
 * The signature as the contracts take it.
 * @param query The query that gives the permit.
 * @throws GraphQLError BAD_USER_INPUT when it is no signature of the wallet over exactly this permit
 */
export async function expectSigned(typed: PermitTypedData, signature: Hex, query: string): Promise<SignedPermit> {
  const permit = await signedPermit(typed, signature, recoverSigner)
  if (!('reason' in permit)) return permit
  throw apiError(
    'BAD_USER_INPUT',
    `expected the wallet's EIP-2612 permit as ${query} gives it; ${permit.reason}; sign ${query}.typedData again`,
  )
}
