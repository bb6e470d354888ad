import { type JobSpec, leastBudget, type Problem } from '@aiigo/domain'
import { lowestAsk, type Storage } from '@aiigo/storage'

/** A job that no registered node could take at its price would only wait for its deadline. */
export async function belowEveryAsk(
  storage: Storage,
  spec: JobSpec,
  { token, maxRate, maxUsage }: { token: string; maxRate: bigint; maxUsage: bigint },
): Promise<Problem[]> {
  const lowest = await lowestAsk(storage.fork(), spec.resources.type, token)
  if (lowest === null || lowest <= maxRate) return []
  const run = spec.budget.maxRate === undefined ? leastBudget(maxUsage, lowest) : null
  const text =
    `expected a maximum rate of at least ${lowest} base units per million units of usage, the lowest ask of any ${spec.resources.type} node, ` +
    `got ${maxRate}; raise ${spec.budget.maxRate === undefined ? `the budget to at least ${run} base units, which pays for a full run of ${maxUsage}, or lower the run limit` : 'maxRate, and the budget, which pays for a full run at that rate'}`
  const field = spec.budget.maxRate === undefined ? 'spec.budget.amount' : 'spec.budget.maxRate'
  return [{ code: 'BUDGET_BELOW_EVERY_ASK', field, message: text }]
}
