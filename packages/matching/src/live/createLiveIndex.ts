import { FAILURE_COOLING_POINTS, failurePenalty, pointsLeft, type Tier } from '@aiigo/domain'
import type { IndexLoader, MatchIndex } from '../MatchIndex.js'
import { matchNodeOf } from '../matchNodeOf.js'
import type { MatchNode, MatchRequest } from '../types.js'
import type {
  LiveAnswer,
  LiveChange,
  LiveIndex,
  LiveIndexWithLasting,
  LiveNode,
  NodeChanges,
  Share,
} from './LiveIndex.js'
import { type LastingView, startLastingView } from './lastingNodes.js'
import { rankByLooks } from './rankByLooks.js'
import { rankOwnFirst } from './rankOwnFirst.js'
import { rankWithPenalties } from './rankWithPenalties.js'

export interface LiveIndexDeps {
  changes: NodeChanges
  /** Begins an index. */
  startIndex: () => IndexLoader
  /** Keeps what the nodes could take some day too: about as much memory again, and a change costs twice. */
  keepsLasting?: boolean
  /** Hears of nodes that the match index can't hold (they are left out) and of failing looks. */
  onError?: (error: unknown) => void
  /** Milliseconds; failures fade by it. */
  now?: () => number
}

interface State {
  index: MatchIndex
  lasting: LastingView | null
  failures: Map<string, { points: number; at: number }>
  seq: number
}

interface Penalties {
  at: number
  penaltyOf: (id: string) => number
  cooling: string[]
}

/** Fading is looked at this often, milliseconds. */
const PENALTIES_MS = 1_000
/** Clustering after changes, at most this long at a time, milliseconds. */
const TIDY_MS = 2

/**
 * An index that follows the database: read in full on start (and again when it has fallen too far behind, or finds
 * another database), then kept current by numbered changes. While it loads again the old one answers.
 * @example
 * const live = await createLiveIndex({ changes: createNodeChangeReader(storage), startIndex: startMatchIndex })
 * await live.refresh()
 * live.match(request, 10).ranked[0]?.nodeId
 */
export function createLiveIndex(deps: LiveIndexDeps & { keepsLasting: true }): Promise<LiveIndexWithLasting>
export function createLiveIndex(deps: LiveIndexDeps): Promise<LiveIndex>
export async function createLiveIndex({
  changes,
  startIndex,
  keepsLasting = false,
  onError = () => undefined,
  now = Date.now,
}: LiveIndexDeps): Promise<LiveIndexWithLasting> {
  let generation = 0
  let penalties: Penalties | undefined
  let state = await load()
  /** The last look that was asked for, and the one that has not begun yet. */
  let tail: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined

  async function load(): Promise<State> {
    const loader = startIndex()
    const lastingLoader = keepsLasting ? startLastingView(startIndex) : null
    const failures: State['failures'] = new Map()
    const seq = await changes.load((page) => {
      for (const node of page) {
        recordFailures(failures, node)
        try {
          const matchNode = toMatchNode(node)
          loader.add(matchNode)
          lastingLoader?.add(matchNode, node.units)
        } catch (error) {
          onError(error)
        }
      }
    })
    const index = await inSteps(loader.finish())
    const lasting = lastingLoader && (await inSteps(lastingLoader.finish()))
    generation++
    return { index, lasting, failures, seq }
  }

  function recordFailures(failures: State['failures'], { id, failures: known }: LiveNode): void {
    if (known) failures.set(id, { points: known.points, at: known.at.getTime() })
  }

  function toMatchNode(node: LiveNode): MatchNode {
    return matchNodeOf(node, Math.max(0, node.units - node.usedUnits))
  }

  function put({ index, lasting, failures }: State, change: LiveChange): void {
    const { id } = change
    if ('freeUnits' in change) {
      lasting?.setFree(id, change.freeUnits)
      index.updateAvailability(id, { freeUnits: change.freeUnits })
      return
    }
    const { node } = change
    if (failures.delete(id) || node?.failures) penalties = undefined
    if (node === null) {
      index.remove(id)
      lasting?.remove(id)
      return
    }
    recordFailures(failures, node)
    try {
      const matchNode = toMatchNode(node)
      index.upsert(matchNode)
      lasting?.put(matchNode, node.units)
    } catch (error) {
      // A row that no index can hold must not keep the others out, nor stay as it was.
      index.remove(id)
      lasting?.remove(id)
      onError(error)
    }
  }

  async function look(): Promise<void> {
    const found = await changes.changesAfter(state.seq)
    if (found === null) {
      state = await load()
      penalties = undefined
      return
    }
    for (const change of found.changes) put(state, change)
    state.seq = found.seq
    state.index.tidy(TIDY_MS)
    state.lasting?.tidy(TIDY_MS)
  }

  /** Failures that still count, as of about now; those that have faded are forgotten. */
  function currentPenalties(): Penalties {
    const at = now()
    if (penalties && Math.abs(at - penalties.at) < PENALTIES_MS) return penalties
    const taken = new Map<string, number>()
    const cooling: string[] = []
    for (const [id, failure] of state.failures) {
      const age = (at - failure.at) / 1000
      const penalty = failurePenalty(failure.points, age)
      if (penalty === 0) state.failures.delete(id)
      else taken.set(id, penalty)
      if (pointsLeft(failure.points, age) >= FAILURE_COOLING_POINTS) cooling.push(id)
    }
    penalties = { at, penaltyOf: (id) => taken.get(id) ?? 0, cooling }
    return penalties
  }

  const version = () => ({ seq: state.seq, generation })

  function match(request: MatchRequest, k: number): LiveAnswer {
    const { penaltyOf, cooling } = currentPenalties()
    const asked = withCooling(request, cooling)
    return { version: version(), ranked: rankWithPenalties((n) => state.index.match(asked, n).ranked, penaltyOf, k) }
  }

  function matchLooks(
    request: MatchRequest,
    k: number,
    looks: readonly (readonly Tier[])[] | undefined,
    share: Share | undefined,
  ): LiveAnswer {
    const best = (asked: MatchRequest, n: number) => rankOwnFirst(share, n, (most) => match(asked, most).ranked)
    const ranked = looks ? rankByLooks(looks, k, (tiers, left) => best({ ...request, tiers }, left)) : best(request, k)
    return { version: version(), ranked }
  }

  /** @returns what to give back afterwards */
  function take(nodeId: string, units: number): number {
    const freeUnits = state.index.get(nodeId)?.freeUnits ?? 0
    const taken = Math.min(units, freeUnits)
    state.index.updateAvailability(nodeId, { freeUnits: freeUnits - taken })
    return taken
  }

  function giveBack(nodeId: string, units: number): void {
    state.index.updateAvailability(nodeId, { freeUnits: (state.index.get(nodeId)?.freeUnits ?? 0) + units })
  }

  return {
    get size() {
      return state.index.size
    },
    get version() {
      return version()
    },
    refresh() {
      // A look that has begun may have missed what its caller knows of: the next one starts after it, for all who wait.
      waiting ??= tail = tail
        .catch(() => undefined)
        .then(() => {
          waiting = undefined
          return look()
        })
      return waiting
    },
    match,
    matchAll(searches, share) {
      const taken = new Map<string, number>()
      try {
        return searches.map(({ request, k, takes, looks }) => {
          const answer = matchLooks(request, k, looks, share)
          for (const { nodeId } of answer.ranked.slice(0, takes)) {
            taken.set(nodeId, (taken.get(nodeId) ?? 0) + take(nodeId, request.units))
          }
          return answer
        })
      } finally {
        for (const [nodeId, units] of taken) giveBack(nodeId, units)
      }
    },
    explain(request, k = 10, looks) {
      const asked = withCooling(request, currentPenalties().cooling)
      return { ...state.index.explain(asked, k), ...matchLooks(request, k, looks, undefined) }
    },
    lasting(resourceType) {
      if (!state.lasting) throw new Error('expected a live index that was created with keepsLasting')
      return state.lasting.of(resourceType)
    },
    stats: () => state.index.stats(),
  }
}

/** Takes a generator's steps; others get their turn between them. */
async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    await new Promise(setImmediate)
  }
}

function withCooling(request: MatchRequest, cooling: readonly string[]): MatchRequest {
  return cooling.length === 0 ? request : { ...request, cooling: [...(request.cooling ?? []), ...cooling] }
}
