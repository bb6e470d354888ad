import {
  aiigoGovernorAbi,
  aiigoTimelockAbi,
  aiigoTokenAbi,
  arbitrationAbi,
  bonusDistributorAbi,
  communityRewardsAbi,
  daoTreasuryAbi,
  escrowAbi,
  guardianCouncilAbi,
  nodeRegistryAbi,
  partnerBondsAbi,
  powVerifierAbi,
  stakerLocksAbi,
  stakingPoolAbi,
  taskMarketplaceAbi,
  tokenVestingAbi,
} from '@aiigo/chain'
import { type Abi, type AbiFunction, type Address, decodeFunctionData, encodeFunctionData, isAddressEqual } from 'viem'
import type { Contracts } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import type { DecodedCall, ProposalCall } from './Staker.js'

const ABIS: Readonly<Record<keyof Contracts, Abi>> = {
  aiigoToken: aiigoTokenAbi,
  stakingPool: stakingPoolAbi,
  nodeRegistry: nodeRegistryAbi,
  powVerifier: powVerifierAbi,
  taskMarketplace: taskMarketplaceAbi,
  escrow: escrowAbi,
  arbitration: arbitrationAbi,
  stakerLocks: stakerLocksAbi,
  aiigoGovernor: aiigoGovernorAbi,
  aiigoTimelock: aiigoTimelockAbi,
  guardianCouncil: guardianCouncilAbi,
  bonusDistributor: bonusDistributorAbi,
  partnerBonds: partnerBondsAbi,
  communityRewards: communityRewardsAbi,
  daoTreasury: daoTreasuryAbi,
  communityRewardsVesting: tokenVestingAbi,
  teamVesting: tokenVestingAbi,
  privateSaleVesting: tokenVestingAbi,
}

/** The platform's contract at an address, with its name. */
function contractAt(contracts: Contracts, target: Address): { name: string; abi: Abi } | null {
  for (const [name, abi] of Object.entries(ABIS)) {
    if (isAddressEqual(contracts[name as keyof Contracts], target)) {
      return { name: name.charAt(0).toUpperCase() + name.slice(1), abi }
    }
  }
  return null
}

const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(textOf).join(', ')
    : JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part)).replace(/^"|"$/g, '')

/** A call in words, as far as the platform's contracts explain it. */
export function decodeCall(contracts: Contracts, call: ProposalCall): DecodedCall {
  const found = contractAt(contracts, call.target)
  const unknown = { ...call, contract: found?.name ?? null, functionName: null, args: [] }
  if (!found) return unknown
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi: found.abi, data: call.data })
    const inputs =
      functionsOf(found.abi, functionName).find(({ inputs }) => inputs.length === args.length)?.inputs ?? []
    return {
      ...unknown,
      functionName,
      args: args.map((value, index) => ({ name: inputs[index]?.name ?? String(index), value: textOf(value) })),
    }
  } catch {
    // Anybody may propose anything: bytes that are no call of the contract are shown as they are.
    return unknown
  }
}

const functionsOf = (abi: Abi, name: string): AbiFunction[] =>
  abi.filter((item): item is AbiFunction => item.type === 'function' && item.name === name)

/** A value of a Solidity type from text. */
function argumentOf(type: string, text: string): unknown {
  if (type.endsWith('[]')) {
    const parts = text.trim() === '' ? [] : text.split(',')
    return parts.map((part) => argumentOf(type.slice(0, -2), part))
  }
  if (/^u?int/.test(type)) return BigInt(text.trim())
  if (type === 'bool') return text.trim() === 'true'
  return type === 'string' ? text : text.trim()
}

/** A call of one of the platform's contracts from text. @throws NotRetryableError `CALL_UNKNOWN` */
export function encodeCall(
  contracts: Contracts,
  target: Address,
  functionName: string,
  texts: readonly string[],
): ProposalCall {
  const found = contractAt(contracts, target)
  const item = found && functionsOf(found.abi, functionName).find(({ inputs }) => inputs.length === texts.length)
  if (!item) {
    throw sdkError(
      'CALL_UNKNOWN',
      `expected a function ${functionName} with ${texts.length} arguments of one of the platform's contracts at ${target}`,
    )
  }
  try {
    const args = item.inputs.map(({ type }, index) => argumentOf(type, texts[index] ?? ''))
    return { target, value: 0n, data: encodeFunctionData({ abi: [item], functionName, args }) }
  } catch (cause) {
    const signature = item.inputs.map(({ type, name }) => `${type} ${name}`).join(', ')
    throw sdkError('CALL_UNKNOWN', `expected arguments (${signature}), got (${texts.join(', ')})`, { cause })
  }
}
