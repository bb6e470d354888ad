import { normalizeSignature, type Reader } from '@aiigo/chain'
import { recoverSigner } from '@aiigo/chain/node'
import {
  type Address,
  BaseError,
  encodeDeployData,
  encodeFunctionData,
  erc6492SignatureValidatorAbi,
  erc6492SignatureValidatorByteCode,
  type Hex,
  HttpRequestError,
  isErc6492Signature,
  LimitExceededRpcError,
  parseAbi,
  parseErc6492Signature,
  ResourceUnavailableRpcError,
  size,
  TimeoutError,
} from 'viem'
import { apiError } from '../graphql/apiError.js'
import { createGate, GateClosed } from './createGate.js'
import { TookTooLong, within } from './within.js'

/** The signature in the form in which the contracts take it, or why they would not. */
export type SignatureCheck = { signature: Hex } | { reason: string }

/**
 * Checks that an account signed a digest: by its key, or, for contract wallets, by ERC-1271. In the order the contracts
 * check. A key's signature costs no call of the chain.
 * Errors: GraphQLError CHAIN_UNAVAILABLE while the chain's node is needed and does not answer.
 */
export type VerifySignature = (
  address: string,
  digest: Hex,
  signature: Hex,
  options?: {
    /** Takes wallets that are not deployed yet (ERC-6492), for signatures that no contract has to take. */
    undeployed?: boolean
  },
) => Promise<SignatureCheck>

/** Enough for twenty owners of a Safe, a passkey, and the call of a factory around them. */
const MAX_SIGNATURE_BYTES = 4_096
/** Gas that a wallet may use to check a signature, and with its deployment before that. */
const CHECK_GAS = 1_000_000n
const DEPLOY_GAS = 6_000_000n
const erc1271Abi = parseAbi(['function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)'])
const ERC1271_MAGIC = '0x1626ba7e'

/** The answer of the chain comes within this time, milliseconds: the code that it runs is the caller's. */
export const CHECK_MS = 3_000
/** Checks by the chain at once, and those that wait for them. Of signing in, anybody may cause them. */
const SIGN_IN_CHECKS = { running: 2, waiting: 4, waitMs: CHECK_MS }
const OTHER_CHECKS = { running: 8, waiting: 32, waitMs: CHECK_MS }

/** @param reader whose requests end within some seconds, and are sent once */
export function createVerifySignature(reader: Reader): VerifySignature {
  const gates = { signIn: createGate(SIGN_IN_CHECKS), others: createGate(OTHER_CHECKS) }

  /** The answer of a call without effects; null when it fails. */
  async function ask(to: Address | null, data: Hex, gas: bigint): Promise<Hex | null> {
    try {
      return (await reader.call({ ...(to ? { to } : {}), data, gas })).data ?? '0x'
    } catch (error) {
      if (isUnreachable(error)) throw unavailable()
      return null
    }
  }

  async function walletTakes(address: Address, digest: Hex, signature: Hex): Promise<boolean> {
    const call = { abi: erc1271Abi, functionName: 'isValidSignature', args: [digest, signature] } as const
    const answer = await ask(address, encodeFunctionData(call), CHECK_GAS)
    return answer !== null && size(answer) === 32 && answer.startsWith(ERC1271_MAGIC)
  }

  /** Deploys the wallet and asks it, all within one call without effects (ERC-6492). */
  async function undeployedTakes(address: Address, digest: Hex, signature: Hex): Promise<boolean> {
    const bytecode = erc6492SignatureValidatorByteCode
    const args = [address, digest, signature] as const
    const data = encodeDeployData({ abi: erc6492SignatureValidatorAbi, bytecode, args })
    const answer = await ask(null, data, DEPLOY_GAS)
    return answer !== null && /^0x0*1$/.test(answer)
  }

  return async function verifySignature(address, digest, given, { undeployed = false } = {}) {
    const account = address as Address
    if (size(given) > MAX_SIGNATURE_BYTES) {
      return { reason: `a signature has at most ${MAX_SIGNATURE_BYTES} bytes, this has ${size(given)}` }
    }
    const byKey = await checkKey(account, digest, given)
    if ('signature' in byKey) return byKey
    const check = () => checkByChain(account, digest, given, { byKey, undeployed })
    // Its place is free when the chain's node is done, which may be after the answer.
    const checked = gates[undeployed ? 'signIn' : 'others'](check)
    return within(CHECK_MS, checked).catch((error: unknown) => {
      throw error instanceof GateClosed || error instanceof TookTooLong ? unavailable() : error
    })
  }

  async function checkByChain(
    account: Address,
    digest: Hex,
    given: Hex,
    { byKey, undeployed }: { byKey: SignatureCheck; undeployed: boolean },
  ): Promise<SignatureCheck> {
    const code = await reader.getCode({ address: account }).catch(() => {
      throw unavailable()
    })
    const deployed = code !== undefined && code !== '0x'
    const wrapped = isErc6492Signature(given)
    if (!deployed && !wrapped) return byKey
    if (!deployed && !undeployed) {
      return { reason: `contracts take a contract wallet's signature once it is deployed; deploy ${account} first` }
    }
    const inner = wrapped ? innerSignature(given) : given
    if (inner === null) return { reason: 'the ERC-6492 form of this signature can not be read' }
    const takes = deployed ? await walletTakes(account, digest, inner) : await undeployedTakes(account, digest, given)
    return takes ? { signature: inner } : { reason: `the contract wallet ${account} does not take this signature` }
  }
}

async function checkKey(address: Address, digest: Hex, given: Hex): Promise<SignatureCheck> {
  const normal = normalizeSignature(given)
  if ('reason' in normal) return normal
  const signer = await recoverSigner(digest, normal.signature)
  if (signer?.toLowerCase() === address.toLowerCase()) return normal
  return {
    reason: `this is a signature of ${signer?.toLowerCase() ?? 'nobody'} over it, or of ${address} over something else`,
  }
}

function innerSignature(wrapped: Hex): Hex | null {
  try {
    return parseErc6492Signature(wrapped).signature
  } catch {
    return null
  }
}

/** viem wraps both a wallet's revert and a node that is away into one class of error; the cause tells them apart. */
function isUnreachable(error: unknown): boolean {
  const passing = [HttpRequestError, TimeoutError, LimitExceededRpcError, ResourceUnavailableRpcError]
  return error instanceof BaseError && error.walk((cause) => passing.some((kind) => cause instanceof kind)) !== null
}

function unavailable(): Error {
  const text = 'the chain’s node does not answer, and only it can check a signature that is not of the account’s key'
  return apiError('CHAIN_UNAVAILABLE', `${text}; try again later`)
}
