import type { ResourceType } from '@aiigo/domain'
import { atItsBest, lastingRequest } from '../couldTake.js'
import type { Explanation } from '../explain.js'
import type { IndexLoader, MatchIndex } from '../MatchIndex.js'
import type { MatchNode, MatchRequest, RankedNode } from '../types.js'

/** A registered node in any state. */
export interface RegisteredNode {
  /** At its best moment, see `atItsBest`. */
  readonly best: MatchNode
  /** Units that can be promised at this moment; 0 while the node is away. */
  readonly freeNow: number
}

/** The registered nodes of a type, at their best: what they could take some day. */
export interface LastingNodes {
  readonly resourceType: ResourceType
  /** All of them; another array after a change that is more than one of free units. */
  readonly nodes: readonly RegisteredNode[]
  get(id: string): RegisteredNode | undefined
  /** The k best for a request, as if all were free. @throws InvalidInputError */
  match(request: MatchRequest, k: number): RankedNode[]
  /** Which could take a request and why others never could. @throws InvalidInputError */
  explain(request: MatchRequest): Explanation
}

/** The lasting view of all types, kept by a live index. */
export interface LastingView {
  of(resourceType: ResourceType): LastingNodes
  put(node: MatchNode, units: number): void
  remove(id: string): void
  setFree(id: string, freeUnits: number): void
  tidy(budgetMs: number): void
}

interface Registered extends RegisteredNode {
  freeNow: number
  /** Online and available. */
  isPresent: boolean
}

interface OfType {
  index: MatchIndex
  nodes: Map<string, Registered>
  /** Made when it is asked for. */
  listed: readonly RegisteredNode[] | undefined
}

/** Takes nodes in for a lasting view, as `IndexLoader` does for an index. */
export function startLastingView(startIndex: () => IndexLoader): {
  add(node: MatchNode, units: number): void
  finish(): Generator<void, LastingView>
} {
  const loaders = new Map<ResourceType, { loader: IndexLoader; nodes: OfType['nodes'] }>()
  return {
    add(node, units) {
      const part = loaders.get(node.resourceType) ?? { loader: startIndex(), nodes: new Map() }
      loaders.set(node.resourceType, part)
      const registered = registeredNode(node, units)
      part.loader.add(registered.best)
      part.nodes.set(node.id, registered)
    },
    *finish() {
      const parts = new Map<ResourceType, OfType>()
      for (const [resourceType, { loader, nodes }] of loaders) {
        parts.set(resourceType, { index: yield* loader.finish(), nodes, listed: undefined })
      }
      return createLastingView(parts, startIndex)
    },
  }
}

function createLastingView(parts: Map<ResourceType, OfType>, startIndex: () => IndexLoader): LastingView {
  function partOf(resourceType: ResourceType): OfType {
    const known = parts.get(resourceType)
    if (known) return known
    const part = { index: emptyIndex(startIndex), nodes: new Map(), listed: undefined }
    parts.set(resourceType, part)
    return part
  }

  function forget(part: OfType, id: string): void {
    if (!part.nodes.delete(id)) return
    part.index.remove(id)
    part.listed = undefined
  }

  return {
    of(resourceType) {
      const part = partOf(resourceType)
      return {
        resourceType,
        get nodes() {
          part.listed ??= [...part.nodes.values()]
          return part.listed
        },
        get: (id) => part.nodes.get(id),
        match: (request, k) => part.index.match(lastingRequest(request), k).ranked,
        explain: (request) => part.index.explain(lastingRequest(request), 1),
      }
    },
    put(node, units) {
      const part = partOf(node.resourceType)
      for (const other of parts.values()) if (other !== part) forget(other, node.id)
      const registered = registeredNode(node, units)
      part.index.upsert(registered.best)
      part.nodes.set(node.id, registered)
      part.listed = undefined
    },
    remove(id) {
      for (const part of parts.values()) forget(part, id)
    },
    setFree(id, freeUnits) {
      for (const { nodes } of parts.values()) {
        const known = nodes.get(id)
        if (known?.isPresent) known.freeNow = freeUnits
      }
    },
    tidy(budgetMs) {
      for (const { index } of parts.values()) index.tidy(budgetMs)
    },
  }
}

function registeredNode(node: MatchNode, units: number): Registered {
  const isPresent = node.online && node.availability === 'AVAILABLE'
  return { best: atItsBest(node, units), isPresent, freeNow: isPresent ? node.freeUnits : 0 }
}

function emptyIndex(startIndex: () => IndexLoader): MatchIndex {
  const steps = startIndex().finish()
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}
