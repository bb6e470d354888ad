/** A node with units that are free now. */
export interface FreeNode {
  readonly id: string
  readonly provider: string
  readonly units: number
}

/** Jobs that ask the same of a node. */
export interface PlannedStep {
  readonly key: string
  readonly jobs: number
  /** So many jobs after each other are replicas of one, which different owners run. */
  readonly replicas: number
  /** Of each job. */
  readonly units: number
  /** Longest run of each job. */
  readonly seconds: number
  /** Steps that end first. */
  readonly needs: readonly string[]
  /** Those that could take one of its jobs, the best first. */
  readonly nodes: readonly FreeNode[]
}

export interface Rounds {
  /** Most jobs of a round. */
  readonly atOnce: number
  /** Null when a job finds no node in any round. */
  readonly count: number | null
  readonly seconds: number | null
}

/** Owners that have a replica already, by the number of the set. */
type Owners = Map<number, Set<string>>

/**
 * Distributes jobs to nodes round by round: each round begins with all nodes free and lasts as long as its longest run.
 * A step begins in the round after the last one of the steps that it needs.
 */
export function planRounds(steps: readonly PlannedStep[]): Rounds {
  const left = new Map(steps.map((step) => [step.key, new Set(Array.from({ length: step.jobs }, (_, job) => job))]))
  const owners = new Map(steps.map(({ key }): [string, Owners] => [key, new Map()]))
  const isDone = (key: string): boolean => (left.get(key)?.size ?? 0) === 0
  let [atOnce, count, seconds] = [0, 0, 0]
  while (!steps.every(({ key }) => isDone(key))) {
    const ready = steps.filter(({ key, needs }) => !isDone(key) && needs.every(isDone))
    const used = new Map<string, number>()
    let placed = 0
    let longest = 0
    for (const step of ready) {
      const some = placeJobs(step, left.get(step.key) as Set<number>, owners.get(step.key) as Owners, used)
      placed += some
      if (some > 0) longest = Math.max(longest, step.seconds)
    }
    if (placed === 0) return { atOnce, count: null, seconds: null }
    atOnce = Math.max(atOnce, placed)
    count += 1
    seconds += longest
  }
  return { atOnce, count, seconds }
}

/** How many jobs of a step the free nodes could run at the same time. */
export function jobsAtOnce(step: PlannedStep): number {
  return placeJobs(step, new Set(Array.from({ length: step.jobs }, (_, job) => job)), new Map(), new Map())
}

/**
 * Gives jobs to nodes that have enough units left, and takes those out of the ones that wait.
 * @param used units that the round has taken, by node
 */
function placeJobs(
  { nodes, units, replicas }: PlannedStep,
  waiting: Set<number>,
  owners: Owners,
  used: Map<string, number>,
): number {
  const before = waiting.size
  /** Owners that have a replica of each set that waits: their other nodes need no look. */
  const served = new Set<string>()
  for (const { id, provider, units: free } of nodes) {
    if (waiting.size === 0) break
    let rest = free - (used.get(id) ?? 0)
    if (rest < units || served.has(provider)) continue
    for (const job of waiting) {
      if (rest < units) break
      if (replicas > 1 && !isNewOwner(owners, Math.floor(job / replicas), provider)) continue
      waiting.delete(job)
      rest -= units
    }
    used.set(id, free - rest)
    if (replicas > 1 && rest >= units) served.add(provider)
  }
  return before - waiting.size
}

/** Whether an owner has no replica of a set yet; it has one then. */
function isNewOwner(owners: Owners, set: number, provider: string): boolean {
  const known = owners.get(set) ?? new Set()
  if (known.has(provider)) return false
  owners.set(set, known.add(provider))
  return true
}
