import { decodeFunctionData, encodeFunctionResult, type Hex, parseAbi } from 'viem'

/** The DAO as a test wants it. */
export interface TestDao {
  /** By proposal: the governor's number of its state, and its quorum. The governor refuses the others. */
  readonly standings: Map<bigint, { readonly state: number; readonly quorum: bigint }>
  /** Of every token and account. */
  balance: bigint
  /** Calls of the chain so far. */
  asked: number
}

const abi = parseAbi([
  'function treasury() view returns (address)',
  'function votingDelay() view returns (uint256)',
  'function votingPeriod() view returns (uint256)',
  'function getMinDelay() view returns (uint256)',
  'function proposalThreshold() view returns (uint256)',
  'function totalStaked() view returns (uint256)',
  'function unbondingSeconds() view returns (uint32)',
  'function state(uint256) view returns (uint8)',
  'function proposalSnapshot(uint256) view returns (uint256)',
  'function quorum(uint256) view returns (uint256)',
  'function owner() view returns (address)',
  'function start() view returns (uint256)',
  'function cliff() view returns (uint256)',
  'function end() view returns (uint256)',
  'function released(address) view returns (uint256)',
  'function releasable(address) view returns (uint256)',
  'function balanceOf(address) view returns (uint256)',
])

/** Unix seconds of the newest block. */
export const BLOCK_TIME = 1_800_000_000
export const TREASURY: Hex = `0x${'fe'.repeat(20)}`
const OWNER: Hex = `0x${'fd'.repeat(20)}`

/** Answer of the chain about the DAO, as a JSON-RPC answer without its id; null for another call. */
export function answerOfDao(
  dao: TestDao,
  call: { method: string; params: readonly [{ data: Hex }, ...unknown[]] },
): object | null {
  if (call.method === 'eth_getBlockByNumber') return { result: block() }
  if (call.method === 'eth_getBalance') return { result: `0x${dao.balance.toString(16)}` }
  if (call.method !== 'eth_call') return null
  let decoded: ReturnType<typeof decodeFunctionData<typeof abi>>
  try {
    decoded = decodeFunctionData({ abi, data: call.params[0].data })
  } catch {
    return null
  }
  dao.asked += 1
  const numbers: Partial<Record<typeof decoded.functionName, bigint>> = {
    ...{ votingDelay: 86_400n, votingPeriod: 432_000n, getMinDelay: 172_800n, proposalThreshold: 10n ** 23n },
    ...{ totalStaked: 5n, proposalSnapshot: 1n, start: 1_700_000_000n, cliff: 1_710_000_000n, end: 1_900_000_000n },
    ...{ released: 2n, releasable: 3n, balanceOf: dao.balance },
  }
  const { functionName, args } = decoded
  if (functionName === 'treasury') return { result: encodeFunctionResult({ abi, functionName, result: TREASURY }) }
  if (functionName === 'owner') return { result: encodeFunctionResult({ abi, functionName, result: OWNER }) }
  if (functionName === 'unbondingSeconds') {
    return { result: encodeFunctionResult({ abi, functionName, result: 1_209_600 }) }
  }
  if (functionName === 'state') {
    const known = dao.standings.get(args[0])
    if (!known) return { error: { code: 3, message: 'execution reverted', data: '0x' } }
    return { result: encodeFunctionResult({ abi, functionName, result: known.state }) }
  }
  if (functionName === 'quorum') {
    const [first] = dao.standings.values()
    return { result: encodeFunctionResult({ abi, functionName, result: first?.quorum ?? 0n }) }
  }
  return { result: encodeFunctionResult({ abi, functionName, result: numbers[functionName] ?? 0n }) }
}

/** As much of a block as viem reads. */
function block(): object {
  return { number: '0x1', hash: `0x${'11'.repeat(32)}`, timestamp: `0x${BLOCK_TIME.toString(16)}`, transactions: [] }
}
