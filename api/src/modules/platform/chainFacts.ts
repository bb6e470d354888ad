import { type Deployment, type Reader, taskMarketplaceAbi } from '@aiigo/chain'
import { TASK_STATES, type TaskState } from '@aiigo/domain'
import type { Hex } from 'viem'
import { apiError } from '../../graphql/apiError.js'

export interface ChainFacts {
  /** Platform fee for new tasks, basis points. */
  feeBps(): Promise<number>
  /** State of a task now; null when the chain does not know it. History is the subgraph's; this decides what to answer at once. */
  taskState(taskId: Hex): Promise<TaskState | null>
}

const FEE_MS = 30_000

/**
 * The few present values of the chain that the API decides by.
 * Errors: GraphQLError CHAIN_UNAVAILABLE while the chain's node does not answer.
 */
export function createChainFacts(reader: Reader, deployment: Deployment, now: () => number): ChainFacts {
  const address = deployment.addresses.TaskMarketplace
  let fee: { bps: Promise<number>; until: number } | undefined

  const reach = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call
    } catch {
      throw apiError('CHAIN_UNAVAILABLE', 'the chain’s node does not answer; try again later')
    }
  }

  return {
    async feeBps() {
      if (!fee || fee.until < now()) {
        fee = {
          bps: reader.readContract({ address, abi: taskMarketplaceAbi, functionName: 'feeBps' }),
          until: now() + FEE_MS,
        }
        fee.bps.catch(() => {
          fee = undefined
        })
      }
      return reach(fee.bps)
    },
    async taskState(taskId) {
      const word = await reach(
        reader.readContract({ address, abi: taskMarketplaceAbi, functionName: 'task', args: [taskId] }),
      )
      // The contract's enum starts with NONE.
      return TASK_STATES[word.state - 1] ?? null
    },
  }
}
