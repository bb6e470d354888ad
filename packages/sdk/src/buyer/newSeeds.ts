import { type JobSpec, replicatedElement } from '@aiigo/domain'
import type { GroupMember } from './Group.js'
import { randomSalt } from './uploadJob.js'

type Member = Pick<GroupMember, 'jobId' | 'key' | 'element'>

/**
 * The seeds of replicas that are done again, by their former ones. Where all of a set have failed they are a new set,
 * which any owner may have; else they join the one that there is.
 * @param specs of the failed jobs, by their ids
 */
export function newSeeds(
  members: readonly Member[],
  failed: readonly Member[],
  specs: ReadonlyMap<string, Pick<JobSpec, 'seed' | 'verification'>>,
): (seed: string) => string {
  const seeds = new Map<string, string>()
  for (const [seed, some] of Map.groupBy(failed, ({ jobId }) => specs.get(jobId)?.seed)) {
    const [first] = some
    if (!seed || !first) continue
    const verification = specs.get(first.jobId)?.verification
    const set = members.filter(
      ({ key, element }) =>
        key === first.key &&
        replicatedElement(element, verification) === replicatedElement(first.element, verification),
    )
    if (set.length === some.length) seeds.set(seed, randomSalt())
  }
  return (seed) => seeds.get(seed) ?? seed
}
