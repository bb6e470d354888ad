import {
  type Address,
  domainSeparator,
  type Hex,
  hashTypedData,
  isAddressEqual,
  parseAbi,
  parseSignature,
  type TypedDataDomain,
} from 'viem'
import type { Reader } from './clients.js'
import { normalizeSignature } from './normalizeSignature.js'
import { recoverByViem } from './recoverByViem.js'

/** An allowance by signature (EIP-2612): as the token's contract checks it. */
export interface TokenPermit {
  owner: Address
  spender: Address
  /** Base units of the token. */
  value: bigint
  /** The owner's next one at the token; each is good once. */
  nonce: bigint
  /** Unix seconds. */
  deadline: bigint
}

/** A signed permit as the contracts take it. */
export interface SignedPermit {
  /** Unix seconds. */
  readonly deadline: bigint
  readonly v: number
  readonly r: Hex
  readonly s: Hex
}

/** Domain and nonce that an owner signs its next permit with: the token's own domain, and the owner's next nonce. */
export interface PermitTerms {
  domain: PermitDomain
  nonce: bigint
}

/** The domain of a token's permits. It names chain and token always: a signature is good for nothing else. */
export type PermitDomain = TypedDataDomain & {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly verifyingContract: Address
}

type PermitReader = Pick<Reader, 'readContract' | 'getCode'>

const permitAbi = parseAbi([
  'function DOMAIN_SEPARATOR() view returns (bytes32)',
  'function eip712Domain() view returns (bytes1, string name, string version, uint256, address, bytes32, uint256[])',
  'function name() view returns (string)',
  'function version() view returns (string)',
  'function nonces(address owner) view returns (uint256)',
])

const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** Typed data of a permit, ready for viem's `signTypedData`. */
export function permitTypedData(domain: PermitDomain, message: TokenPermit) {
  return { domain, types: permitTypes, primaryType: 'Permit', message } as const
}

/**
 * The owner's signature of a permit as the contracts take it, or why it is none.
 * @param recover viem's by default, which browsers have; servers pass `recoverSigner` of `@aiigo/chain/node`
 */
export async function signedPermit(
  typed: ReturnType<typeof permitTypedData>,
  signature: Hex,
  recover = recoverByViem,
): Promise<SignedPermit | { reason: string }> {
  const normal = normalizeSignature(signature)
  if ('reason' in normal) return normal
  const signer = await recover(hashTypedData(typed), normal.signature)
  if (signer === null || !isAddressEqual(signer, typed.message.owner))
    return { reason: `it is of ${signer ?? 'nobody'} or over something else` }
  const { r, s, yParity } = parseSignature(normal.signature)
  return { deadline: typed.message.deadline, v: 27 + yParity, r, s }
}

/**
 * Reads what an owner's permit is signed with; null where a permit cannot be used: the token has none, its domain is
 * not the one of EIP-2612 over this chain and this token, or the owner is a contract, which signs in another way.
 *
 * Name and version come from the token (EIP-5267, else `name()` and `version()`). They are taken only if they give the
 * token's own DOMAIN_SEPARATOR: no token can have another contract's permit signed.
 */
export async function readPermitTerms(
  reader: PermitReader,
  chainId: number,
  token: Address,
  owner: Address,
): Promise<PermitTerms | null> {
  const contract = { address: token, abi: permitAbi } as const
  const [separator, nonce, code] = await Promise.all([
    optional(reader.readContract({ ...contract, functionName: 'DOMAIN_SEPARATOR' })),
    optional(reader.readContract({ ...contract, functionName: 'nonces', args: [owner] })),
    reader.getCode({ address: owner }),
  ])
  if (separator === null || nonce === null || (code !== undefined && code !== '0x')) return null
  const described = await optional(reader.readContract({ ...contract, functionName: 'eip712Domain' }))
  const [name, version] = described
    ? [described[1], described[2]]
    : await Promise.all([
        optional(reader.readContract({ ...contract, functionName: 'name' })),
        optional(reader.readContract({ ...contract, functionName: 'version' })),
      ])
  if (name === null) return null
  const domain = { name, version: version ?? '1', chainId, verifyingContract: token }
  return domainSeparator({ domain }) === separator ? { domain, nonce } : null
}

/** Names of viem's errors, which survive minification: the contract has no such function, or refuses it. */
const ABSENT = new Set(['ContractFunctionRevertedError', 'ContractFunctionZeroDataError'])

/** Null where the contract has no such function; a chain that does not answer is an error. */
async function optional<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
      if (ABSENT.has(cause.name)) return null
    }
    throw error
  }
}
