import {
  accessOf,
  contractLevelOf,
  type JobSpec,
  LEVEL_FOR,
  type Problem,
  TIERS,
  type Tier,
  TRUST_LEVELS,
  type TrustLevel,
} from '@aiigo/domain'
import {
  atItsBest,
  couldTake,
  explain,
  type LiveIndexWithLasting,
  lastingRequest,
  type MatchNode,
  type MatchRequest,
  matchNodeOf,
  requestOf,
  summarize,
} from '@aiigo/matching'
import { largestNodes, type Node, possibleNodes, type Storage } from '@aiigo/storage'
import type { ChainFacts } from '../../chain/chainFacts.js'
import { tooFewOwners } from './tooFewOwners.js'

interface Deps {
  storage: Storage
  chain: Pick<ChainFacts, 'smallTaskCap'>
  /** The nodes that the worker searches too. */
  matchIndex: LiveIndexWithLasting
  now: () => number
}

/** The parts of a task that decide who may take it. */
export interface Terms {
  buyer: string
  /** Lower case. */
  token: string
  budget: bigint
  maxRate: bigint
}

/**
 * `warnings`: nobody can take the job now, or fewer owners could than it has replicas. `problem`: no registered node
 * ever could.
 */
export type Takers = { warnings: Problem[] } | { problem: Problem }

export type TakersCheck = (spec: JobSpec, terms: Terms) => Promise<Takers>

/** Nodes read at once, and at most: beyond that a job gets the benefit of the doubt. */
const PAGE = 200
const MAX_PAGES = 25
/** Nodes that an explanation looks at. */
const EXPLAINED = 1_000

/** The field of a job that a filter reads. */
const FIELDS: Readonly<Record<string, string>> = {
  STATE: 'spec.resources.type',
  CAPACITY: 'spec.resources.units',
  TOKEN: 'spec.budget.token',
  BUDGET: 'spec.budget.amount',
  REGION: 'spec.resources.region',
  LATENCY: 'spec.resources.maxLatencyMs',
  TIER: 'spec.resources.tiers',
  TRUST: 'spec.resources.minTrustLevel',
  ACCESS: 'spec.resources.contract',
  SLA: 'spec.resources.minUptimeBps',
  MEMORY: 'spec.resources.memoryMiB',
  HARDWARE: 'spec.resources.hardware',
  TFLOPS: 'spec.resources.minTflops',
  SCHEDULE: 'spec.limits.seconds',
  EXECUTOR: 'spec.program',
  ALLOW_LIST: 'spec.allow',
  DENY_LIST: 'spec.deny',
}

/**
 * Says who could take a job, by the filters that quote, preview and worker apply: a node now, one at another time, or
 * none of all registered ones.
 */
export function createTakersCheck({ storage, chain, matchIndex, now }: Deps): TakersCheck {
  async function someCould(request: MatchRequest): Promise<boolean> {
    const lasting = lastingRequest(request)
    const { resourceType, token, maxRate, units, buyer } = request
    const wanted = { resourceType, token, maxRate, units, notOf: buyer, trustLevels: levelsFor(request) }
    let after = ''
    for (let page = 0; page < MAX_PAGES; page++) {
      const nodes = await possibleNodes(storage.fork(), wanted, after, PAGE)
      if (nodes.some((node) => couldTake(whenActive(node), lasting))) return true
      if (nodes.length < PAGE) return false
      after = (nodes.at(-1) as Node).id
    }
    return true
  }

  /** Fewer owners than replicas; looks at nodes until there are enough. */
  function ownersBeyond({ verification }: JobSpec, request: MatchRequest): Problem[] {
    if (verification.mode !== 'REPLICATED') return []
    const { replicas } = verification
    const lasting = lastingRequest(request)
    const owners = new Set<string>()
    for (const { best } of matchIndex.lasting(request.resourceType).nodes) {
      if (owners.has(best.provider) || !couldTake(best, lasting)) continue
      if (owners.add(best.provider).size >= replicas) return []
    }
    return [tooFewOwners(replicas, owners.size, 'spec.verification.replicas')].filter((one) => one !== null)
  }

  return async function checkTakers(spec, { buyer, token, budget, maxRate }) {
    const access = accessOf(budget, await chain.smallTaskCap(token), spec.resources.contract)
    const request = { ...requestOf(spec, { buyer, token, maxRate, access }), seconds: spec.limits.seconds }
    const atOnce = { ...request, startAt: now() }
    await matchIndex.refresh()
    const few = ownersBeyond(spec, request)
    if (matchIndex.match(atOnce, 1).ranked.length > 0) return { warnings: few }
    if (await someCould(request)) {
      const why = summarize(matchIndex.explain(atOnce, 0))
      const message = `no node can take this job now (${why}); it waits for one until its assignBy, then the deposit comes back`
      return { warnings: [{ code: 'NO_NODE_NOW', field: null, message }, ...few] }
    }
    return { problem: await whyNever(storage, request) }
  }
}

async function whyNever(storage: Storage, request: MatchRequest): Promise<Problem> {
  const code = 'NO_NODE_EVER'
  const type = request.resourceType
  const nodes = await largestNodes(storage.fork(), type, EXPLAINED)
  const help = 'or set waitForNode, so that the job waits for a node that comes; its deposit is locked meanwhile'
  if (nodes.length === 0) {
    const message = `expected a job that a registered node could take, but no ${type} node is registered; try later, ${help}`
    return { code, field: 'spec.resources.type', message }
  }
  const explanation = explain(nodes.map(whenActive), lastingRequest(request), 1)
  const change = explanation.smallestChange
  const field = (change ?? explanation.rejected[0])?.filter ?? ''
  const advice = change ? `change the job (${change.message})` : 'change what the job asks for'
  const message = `expected a job that a registered node could take, got one that no ${type} node ever could: ${summarize(explanation)}; ${advice}, ${help}`
  return { code, field: FIELDS[field] ?? 'spec.resources', message }
}

/** A node at its best. One that is not activated, or was put aside, may work some day as what it is shown to be. */
function whenActive(node: Node): MatchNode {
  return atItsBest(matchNodeOf({ ...node, state: 'ACTIVE' }, node.units), node.units)
}

function levelsFor({ minTrustLevel, access }: MatchRequest): Record<Tier, TrustLevel[]> {
  const rank = (level: TrustLevel): number => TRUST_LEVELS.indexOf(level)
  const lowest = rank(minTrustLevel ?? 'NONE')
  const forContract = access === undefined ? 0 : rank(LEVEL_FOR[access])
  const levels = TIERS.map((tier): [Tier, TrustLevel[]] => {
    const enough = (level: TrustLevel): boolean =>
      rank(level) >= lowest && rank(contractLevelOf(level, tier)) >= forContract
    return [tier, TRUST_LEVELS.filter(enough)]
  })
  return Object.fromEntries(levels) as Record<Tier, TrustLevel[]>
}
