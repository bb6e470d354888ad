import { type IndexedTask, taskMarketplaceAbi } from '@aiigo/chain'
import { TASK_STATES } from '@aiigo/domain'
import type { Hex } from 'viem'
import type { TaskLookup } from '../subgraph/createSubgraph.js'
import type { LocalChain } from './startLocalChain.js'

/** Replaces the subgraph of a chain: reads tasks from the marketplace's logs. */
export function indexTasks({ deployment, reader }: Pick<LocalChain, 'deployment' | 'reader'>): TaskLookup {
  const contract = { address: deployment.addresses.TaskMarketplace, abi: taskMarketplaceAbi } as const
  const timeOf = async (blockNumber: bigint) => Number((await reader.getBlock({ blockNumber })).timestamp)
  return {
    async find(id): Promise<IndexedTask | null> {
      const taskId = id as Hex
      const range = { ...contract, fromBlock: 0n, toBlock: 'latest', strict: true, args: { taskId } } as const
      const [funded] = await reader.getContractEvents({ ...range, eventName: 'TaskFunded' })
      if (!funded) return null
      const { request, funding } = funded.args
      const word = await reader.readContract({ ...contract, functionName: 'task', args: [taskId] })
      const assigned = (await reader.getContractEvents({ ...range, eventName: 'TaskAssigned' })).at(-1)
      const submitted = (await reader.getContractEvents({ ...range, eventName: 'TaskSubmitted' })).at(-1)
      const state = TASK_STATES[word.state - 1] ?? 'FUNDED'
      const attempt = state === 'FUNDED' ? undefined : assigned
      const extended = (await reader.getContractEvents({ ...range, eventName: 'TaskExtended' }))
        .filter(({ args }) => args.attempt === attempt?.args.attempt)
        .at(-1)?.args
      const assignedAt = attempt ? await timeOf(attempt.blockNumber) : null
      return {
        id: taskId,
        state,
        attempt: word.attempt,
        buyer: request.buyer,
        token: request.token,
        budget: request.budget,
        maxUsage: request.maxUsage,
        assignBy: request.assignBy,
        windowSeconds: request.windowSeconds,
        terms: Number(funding & 0xffff_ffff_ffffn),
        provider: attempt?.args.provider ?? null,
        node: attempt ? { id: attempt.args.nodeId } : null,
        rate: attempt?.args.rate ?? null,
        unitsPerSecond: attempt?.args.unitsPerSecond ?? null,
        assignedAt,
        dueAt: extended?.dueAt ?? (assignedAt === null ? null : assignedAt + request.workSeconds),
        addedBudget: extended ? extended.budget - request.budget : null,
        addedUsage: extended ? extended.maxUsage - request.maxUsage : null,
        usage: submitted?.args.usage ?? null,
        cost: submitted?.args.cost ?? null,
        resultHash: submitted?.args.resultHash ?? null,
        settleAfter: submitted ? (await timeOf(submitted.blockNumber)) + request.windowSeconds : null,
      }
    },
  }
}
