import {
  type Abi,
  type AbiFunction,
  type AbiParameter,
  type Address,
  encodeFunctionData,
  type Hex,
  toFunctionSelector,
  toHex,
  zeroAddress,
} from 'viem'
import type { StandingContract } from './everyContract.js'

/** OpenZeppelin's ways to say "not you". */
const LIBRARY_REFUSALS = [
  'AccessControlUnauthorizedAccount(address,bytes32)',
  'OwnableUnauthorizedAccount(address)',
  'GovernorOnlyExecutor(address)',
  'TimelockUnauthorizedCaller(address)',
]

/**
 * Finds the accounts that pass each function's check of its caller, on the chain itself: an outsider and every named
 * account call each state-changing function (without a transaction), with meaningless arguments of the right types. A
 * refusal is an error that names the caller; any other error comes after the check.
 * @param outsider An account without any role.
 * @returns By name, the functions that turn the outsider away and let this one in: `Contract.function`, sorted.
 * `restricted` has all that turn the outsider away.
 */
export async function readPowers(
  rpcUrl: string,
  contracts: readonly StandingContract[],
  people: Readonly<Record<string, Address>>,
  outsider: Address,
): Promise<{ restricted: string[]; powers: Record<string, string[]> }> {
  const refusals = refusalSelectors(contracts)
  const restricted: string[] = []
  const powers: Record<string, string[]> = Object.fromEntries(Object.keys(people).map((name) => [name, []]))
  for (const { name, address, abi } of contracts) {
    for (const fn of abi) {
      if (fn.type !== 'function' || fn.stateMutability === 'view' || fn.stateMutability === 'pure') continue
      const isTurnedAway = async (from: Address) => refusals.has(await selectorOfError(rpcUrl, address, fn, from))
      if (!(await isTurnedAway(outsider))) continue
      const power = `${name}.${fn.name}`
      restricted.push(power)
      await Promise.all(
        Object.entries(people).map(async ([who, from]) => {
          if (!(await isTurnedAway(from))) powers[who]?.push(power)
        }),
      )
    }
  }
  for (const list of Object.values(powers)) list.sort()
  return { restricted: restricted.sort(), powers }
}

/** Selectors of the errors that refuse a caller: the library's, and ours, `Contract_NotSomebody(address caller)`. */
function refusalSelectors(contracts: readonly StandingContract[]): Set<string | undefined> {
  const ours = contracts.flatMap(({ abi }) =>
    abi.flatMap((entry) => {
      if (entry.type !== 'error' || !/_Not[A-Z]/.test(entry.name)) return []
      const [caller, ...rest] = entry.inputs
      return caller?.name === 'caller' && rest.length === 0 ? [`${entry.name}(address)`] : []
    }),
  )
  return new Set([...LIBRARY_REFUSALS, ...ours].map((signature) => toFunctionSelector(signature)))
}

/** The first four bytes of what a call reverts with; undefined when it goes through, or reverts without a word. */
async function selectorOfError(rpcUrl: string, to: Address, fn: AbiFunction, from: Address): Promise<Hex | undefined> {
  const data = encodeFunctionData({ abi: [fn] as Abi, functionName: fn.name, args: fn.inputs.map(emptyValue) })
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_call', params: [{ from, to, data }, 'latest'] }),
  })
  const { error } = (await response.json()) as { error?: { data?: string } }
  return error?.data && error.data.length >= 10 ? (error.data.slice(0, 10) as Hex) : undefined
}

function emptyValue(parameter: AbiParameter): unknown {
  const { type } = parameter
  const fixed = /^(.*)\[(\d+)\]$/.exec(type)
  if (fixed) return Array.from({ length: Number(fixed[2]) }, () => emptyValue({ ...parameter, type: String(fixed[1]) }))
  if (type.endsWith('[]')) return []
  if (type.startsWith('tuple')) {
    const parts = (parameter as { components: readonly AbiParameter[] }).components
    return Object.fromEntries(parts.map((part) => [part.name, emptyValue(part)]))
  }
  if (type === 'address') return zeroAddress
  if (type === 'bool') return false
  if (type === 'string') return ''
  if (type === 'bytes') return '0x'
  if (type.startsWith('bytes')) return toHex(0, { size: Number(type.slice(5)) })
  return type.startsWith('uint') && Number(type.slice(4)) <= 48 ? 0 : 0n
}
