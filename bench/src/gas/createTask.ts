import {
  type Assignment,
  acceptanceTypedData,
  approvalTypedData,
  type MarketplaceCall,
  marketplaceDomain,
  requestTypedData,
  resultTypedData,
  type Submission,
  taskIdOf,
  taskMarketplaceAbi,
  type Wallet,
} from '@aiigo/chain'
import { meteredCost, type TaskRequest } from '@aiigo/domain'
import { type Address, type Hex, keccak256, pad, slice, toHex, zeroAddress } from 'viem'
import { CPU, type NodeOwner, UNITS } from './createPeople.js'
import type { ContractsChain } from './startGasChain.js'

export const WINDOW_SECONDS = 600
export const WORKED_SECONDS = 300
const FEE_BPS = 800

/** One way of paying; `rate` is in base units per million core-seconds. */
export interface Currency {
  name: 'eth' | 'usdc'
  token: Address
  budget: bigint
  rate: bigint
}

/** The calls of one task's life, encoded for the marketplace; people sign when a call is made. */
export interface TaskCalls {
  budget: bigint
  /** The buyer pays with the transaction. */
  submit(): MarketplaceCall
  /** Value of `submit`, in wei. */
  value: bigint
  /** A stranger relays the buyer's signed request against the buyer's prepaid balance. */
  submitSignedRequest(): Promise<MarketplaceCall>
  assign(): Promise<MarketplaceCall>
  submitResult(): Promise<MarketplaceCall>
  /** A stranger relays the buyer's signed approval. */
  approveRelayed(): Promise<MarketplaceCall>
  approveByBuyer(): Promise<MarketplaceCall>
  /** After the challenge window. */
  settle(): Promise<MarketplaceCall>
}

/**
 * A task between a buyer and a node, with values whose bytes are as full as real ones' and less work than the budget
 * pays for, so that a remainder goes back.
 * @param matcher The only account that may assign, as the platform names itself: its twenty bytes are paid for as well.
 * @param workedSeconds Core-seconds of the result; not more than passed on chain since the assignment.
 */
export async function createTask(
  chain: ContractsChain,
  buyer: Wallet,
  { wallet: provider, nodeId }: NodeOwner,
  currency: Currency,
  matcher: Address,
  index: number,
  workedSeconds = WORKED_SECONDS,
): Promise<TaskCalls> {
  const domain = marketplaceDomain(chain.reader.chain.id, chain.addresses.TaskMarketplace)
  const now = Number((await chain.reader.getBlock()).timestamp)
  const name = `${currency.name} ${buyer.account.address} ${index}`
  const request: TaskRequest = {
    // A UUID in the high half, replica 0 in the low one.
    jobId: pad(slice(keccak256(toHex(`job ${name}`)), 0, 16), { dir: 'right' }),
    buyer: buyer.account.address,
    token: currency.token,
    budget: currency.budget,
    maxRate: currency.rate,
    maxUsage: 14_400n,
    resourceType: CPU,
    units: UNITS,
    workSeconds: 3600,
    windowSeconds: WINDOW_SECONDS,
    fundBy: now + 3600,
    assignBy: now + 86_400,
    maxFeeBps: FEE_BPS,
    matcher,
    specHash: keccak256(toHex(`spec ${name}`)),
  }
  const taskId = taskIdOf(domain, request)
  const attempt = { taskId, attempt: 1, nodeId }
  const acceptance = { ...attempt, rate: currency.rate, expiry: now + 3600 }
  const result = { ...attempt, usage: BigInt(workedSeconds), resultHash: keccak256(toHex(`result ${name}`)) }
  const cost = meteredCost(result.usage, currency.rate)
  if (cost >= currency.budget) throw new Error('expected the work to cost less than the budget')
  const terms = {
    buyer: buyer.account.address,
    provider: provider.account.address,
    token: currency.token,
    nodeId,
    attempt: 1,
    terms: FEE_BPS + (await policiesSet(chain)) * 2 ** 32,
    budget: currency.budget,
  }
  /** As the contract committed to it: the times are known once the assignment is on chain. */
  const assignment = async (): Promise<Assignment> => {
    const assignedAt = await changedAt(chain, taskId)
    return {
      ...terms,
      unitsPerSecond: UNITS,
      assignedAt,
      dueAt: assignedAt + request.workSeconds,
      assignBy: request.assignBy,
      windowSeconds: request.windowSeconds,
      maxUsage: request.maxUsage,
      rate: acceptance.rate,
    }
  }
  const submission = async (): Promise<Submission> => ({
    ...terms,
    settleAfter: (await changedAt(chain, taskId)) + WINDOW_SECONDS,
    cost,
    resultHash: result.resultHash,
  })

  return {
    budget: currency.budget,
    value: currency.token === zeroAddress ? currency.budget : 0n,
    submit: () => ({ functionName: 'submit', args: [request] }),
    async submitSignedRequest() {
      const signature = await buyer.signTypedData(requestTypedData(domain, request))
      return { functionName: 'submitSignedRequest', args: [request, signature] }
    },
    async assign() {
      const signature = await provider.signTypedData(acceptanceTypedData(domain, acceptance))
      return { functionName: 'assign', args: [request, nodeId, acceptance.rate, acceptance.expiry, signature] }
    },
    async submitResult() {
      const signature = await provider.signTypedData(resultTypedData(domain, result))
      return {
        functionName: 'submitResult',
        args: [taskId, await assignment(), result.usage, result.resultHash, signature],
      }
    },
    async approveRelayed() {
      const approval = { ...attempt, resultHash: result.resultHash, cost }
      const signature = await buyer.signTypedData(approvalTypedData(domain, approval))
      return { functionName: 'approve', args: [taskId, await submission(), signature] }
    },
    approveByBuyer: async () => ({ functionName: 'approve', args: [taskId, await submission(), '0x'] }),
    settle: async () => ({ functionName: 'settleWhenDue', args: [taskId, await submission()] }),
  }
}

/** How many policies were set, which is part of a task's terms: one for each token at the deployment. */
async function policiesSet(chain: ContractsChain): Promise<number> {
  const logs = await chain.reader.getContractEvents({
    address: chain.addresses.TaskMarketplace,
    abi: taskMarketplaceAbi,
    eventName: 'TokenPolicyChanged',
    fromBlock: 0n,
  })
  return logs.length
}

/** Time of the block that holds the task's last change, Unix seconds. */
async function changedAt(chain: ContractsChain, taskId: Hex): Promise<number> {
  const { since } = await chain.reader.readContract({
    address: chain.addresses.TaskMarketplace,
    abi: taskMarketplaceAbi,
    functionName: 'task',
    args: [taskId],
  })
  return since
}
