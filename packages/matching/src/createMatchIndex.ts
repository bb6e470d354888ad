import { InvalidInputError } from '@aiigo/domain'
import { createExplainer } from './columnar/createExplainer.js'
import { createReader } from './columnar/createReader.js'
import { createRequestWriter } from './columnar/createRequestWriter.js'
import { createRows } from './columnar/createRows.js'
import { createKernel } from './columnar/kernel.js'
import type { IndexLoader, MatchIndex } from './MatchIndex.js'
import type { MatchNode, MatchRequest } from './types.js'
import { isNodeId, isRate, validateChange, validateNode } from './validateNode.js'
import { validateRequest } from './validateRequest.js'

/**
 * An index over these nodes.
 * @param nodes the platform's nodes, each once; a million take two or three seconds
 * @throws InvalidInputError for a node that makes no sense, or comes twice
 * @example createMatchIndex(nodes).match(request, 20).ranked[0]?.nodeId
 */
export function createMatchIndex(nodes: Iterable<MatchNode> = []): MatchIndex {
  const loader = startMatchIndex()
  for (const node of nodes) loader.add(node)
  const steps = loader.finish()
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** An index whose first nodes come bit by bit. */
export function startMatchIndex(): IndexLoader {
  const kernel = createKernel()
  const rows = createRows(kernel)
  const writer = createRequestWriter(kernel, rows.codec)
  const reader = createReader(kernel, rows, writer)
  const explainer = createExplainer(kernel, rows, writer)
  let version = 0

  /** Applies changes to a node. */
  function change(id: string, changes: Partial<MatchNode>): boolean {
    const before = rows.get(id)
    if (!before) return false
    rows.put({ ...before, ...changes })
    version++
    return true
  }

  function counted(changed: boolean): boolean {
    if (changed) version++
    return changed
  }

  const load = rows.load()
  const index: MatchIndex = {
    get size() {
      return rows.size()
    },
    get version() {
      return version
    },
    has: (id) => isNodeId(id) && rows.has(id),
    get: (id) => (isNodeId(id) ? rows.get(id) : null),
    upsert(node) {
      validateNode(node)
      rows.put(node)
      version++
    },
    remove(id) {
      if (!isNodeId(id) || !rows.remove(id)) return false
      version++
      return true
    },
    updateAvailability(id, changes) {
      validateChange({ id, ...changes })
      const { roundTripMs } = changes
      // A first measurement moves the node to another part.
      if (roundTripMs !== undefined && rows.isMeasured(id) === (roundTripMs === null)) return change(id, changes)
      return counted(rows.patch(id, false, () => rows.codec.restageAvailability(changes)))
    },
    updatePrice(id, token, rate) {
      validateChange({ id })
      if (!isRate(rate)) {
        throw new InvalidInputError([
          { code: 'BAD_NODE', field: 'asks', message: `expected a rate from 0 and below 2^120, got ${rate}` },
        ])
      }
      if (rows.patchPrice(id, token, rate)) return counted(true)
      const before = rows.get(id)
      return before !== null && change(id, { asks: { ...before.asks, [token]: rate.toString() } })
    },
    updateReputation(id, changes) {
      validateChange({ id, ...changes })
      return counted(rows.patch(id, true, () => rows.codec.restageReputation(changes)))
    },
    match(request: MatchRequest, k: number) {
      const weights = validateRequest(request, k)
      return { version, ranked: reader.match(request, weights, k) }
    },
    explain(request, k = 10) {
      const weights = validateRequest(request, k)
      return { version, ...explainer.explain(request, weights, reader.match(request, weights, k)) }
    },
    tidy: (budgetMs = 5) => rows.tidy(budgetMs),
    stats: () => rows.stats(),
  }

  return {
    add(node) {
      validateNode(node)
      load.add(node)
    },
    *finish() {
      const twice = yield* load.finish()
      if (twice !== null) {
        throw new InvalidInputError([
          { code: 'DUPLICATE_NODE', field: 'id', message: `expected each node once, got ${twice} again` },
        ])
      }
      return index
    },
  }
}
