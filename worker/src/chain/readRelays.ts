import { type Deployment, partnerBondsAbi, powVerifierAbi, type Reader } from '@aiigo/chain'
import { type Hex, keccak256, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Relay } from './createChainWriter.js'

const OPERATOR_ROLE = keccak256(toHex('OPERATOR_ROLE'))

/** The further accounts of the writer, with the roles that they have on chain now. */
export async function readRelays(
  reader: Pick<Reader, 'readContract'>,
  { addresses: { PowVerifier, PartnerBonds } }: Pick<Deployment, 'addresses'>,
  keys: readonly Hex[],
): Promise<Relay[]> {
  return Promise.all(
    keys.map(async (key) => {
      const account = privateKeyToAccount(key)
      const asked = { functionName: 'hasRole', args: [OPERATOR_ROLE, account.address] } as const
      const roles = await Promise.all([
        reader.readContract({ address: PowVerifier, abi: powVerifierAbi, ...asked }),
        reader.readContract({ address: PartnerBonds, abi: partnerBondsAbi, ...asked }),
      ])
      return { account, isOperator: roles.every(Boolean) }
    }),
  )
}
