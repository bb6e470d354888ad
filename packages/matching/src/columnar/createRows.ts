import type { MatchNode } from '../types.js'
import { createLoader } from './createLoader.js'
import { createRowCodec } from './createRowCodec.js'
import { idHigh, idLow, nodeIdOf } from './hex.js'
import type { Kernel } from './kernel.js'
import { OWN, ownOf, ROW } from './layout.js'
import { NO_TOKEN, offersOf } from './offersOf.js'
import { createParts, type Part, type Shelf } from './parts.js'

/**
 * The nodes as rows in the kernel's memory: one for each token that a node takes, chained, the first found by the
 * node's id.
 */
export function createRows(kernel: Kernel) {
  const { call } = kernel
  const codec = createRowCodec(kernel)
  const parts = createParts(kernel)
  const staging = call.rowAddress()
  let size = 0
  let rowCount = 0

  const firstOf = (id: string): number => call.find(idHigh(id), idLow(id))
  const partAt = (handle: number): Part => parts.byAddress.get(call.partOf(handle)) as Part
  const own = (handle: number, field: number): number => kernel.views().u32[(ownOf(handle) + field) >> 2] as number
  const idOf = (handle: number): string => nodeIdOf(own(handle, OWN.idHigh), own(handle, OWN.idLow))
  const nextOf = (handle: number): number => own(handle, OWN.next)

  function* chain(id: string): Generator<number> {
    for (let handle = firstOf(id); handle !== 0; handle = nextOf(handle)) yield handle
  }

  function add(node: MatchNode): void {
    codec.stage(node)
    let next = 0
    let count = 0
    for (const [token, rate] of offersOf(node)) {
      const part = parts.partFor(node, token)
      codec.stagePrice(node.id, token, rate)
      part.shelf.directions.see(Number(rate))
      kernel.views().u32[(staging + ROW.next) >> 2] = next
      next = call.insert(part.address)
      count++
    }
    call.setFirst(idHigh(node.id), idLow(node.id), next)
    rowCount += count
    size++
  }

  function remove(id: string): boolean {
    const handles = [...chain(id)]
    if (handles.length === 0) return false
    call.forget(idHigh(id), idLow(id))
    for (const handle of handles) call.erase(handle)
    codec.forget(id)
    rowCount -= handles.length
    size--
    return true
  }

  /** Rewrites a node's rows in place. @returns false when the node belongs into other parts now */
  function rewrite(node: MatchNode): boolean {
    const offers = offersOf(node)
    const handles = [...chain(node.id)]
    if (handles.length !== offers.length) return false
    const targets = handles.map((handle) => {
      const part = partAt(handle)
      const offer = offers.find(([token]) => token === part.shelf.token)
      if (!offer) return null
      return part === parts.partFor(node, offer[0]) ? { handle, offer, next: nextOf(handle) } : null
    })
    if (targets.includes(null)) return false
    codec.stage(node)
    for (const target of targets) {
      const { handle, offer, next } = target as NonNullable<typeof target>
      codec.stagePrice(node.id, offer[0], offer[1])
      partAt(handle).shelf.directions.see(Number(offer[1]))
      kernel.views().u32[(staging + ROW.next) >> 2] = next
      call.replace(handle, true)
    }
    return true
  }

  /**
   * Changes fields of a node's rows in place. @param moved whether rows are clustered by these fields. @returns whether
   * the node is there
   */
  function patch(id: string, moved: boolean, restage: () => void): boolean {
    let handle = firstOf(id)
    if (handle === 0) return false
    for (; handle !== 0; handle = nextOf(handle)) {
      call.takeRow(handle)
      restage()
      call.replace(handle, moved)
    }
    return true
  }

  const rowsOn = (shelf: Shelf): number => shelf.parts.reduce((total, part) => total + call.rowsIn(part.address), 0)

  /** Directions of a shelf from its rows, and its parts clustered. */
  function clusterShelf(shelf: Shelf): void {
    const sums = call.sampleAddress() >> 3
    kernel.views().f64.fill(0, sums, sums + 11)
    const rows = rowsOn(shelf)
    shelf.rowsLearnt = rows
    for (const part of shelf.parts) call.samplePart(part.address, Math.max(1, Math.floor(rows / 64 / 256)))
    shelf.directions.learn(kernel.views().f64.slice(sums, sums + 11))
    for (const part of shelf.parts) {
      shelf.directions.give(part.address)
      call.cluster(part.address, 0, call.topsIn(part.address), shelf.directions.perUnit())
    }
  }

  return {
    codec,
    parts,
    size: (): number => size,
    has: (id: string): boolean => firstOf(id) !== 0,
    firstOf,
    chain,
    partAt,
    idOf,
    remove,
    patch,
    /** Changes a rate in place. @returns false when the node does not take the token yet, or no longer would */
    patchPrice(id: string, token: string, rate: bigint): boolean {
      if (rate === 0n) return false
      for (const handle of chain(id)) {
        const { shelf } = partAt(handle)
        if (shelf.token !== token) continue
        call.takeRow(handle)
        codec.stagePrice(id, token, rate)
        shelf.directions.see(Number(rate))
        call.replace(handle, true)
        return true
      }
      return false
    },
    /** Whether the node's latency was measured; undefined when it is not there. */
    isMeasured(id: string): boolean | undefined {
      const handle = firstOf(id)
      return handle === 0 ? undefined : partAt(handle).measured
    },
    put(node: MatchNode): void {
      if (firstOf(node.id) !== 0) {
        if (rewrite(node)) return
        remove(node.id)
      }
      add(node)
    },
    get(id: string): MatchNode | null {
      const asks: Record<string, string> = {}
      let node: Omit<MatchNode, 'asks'> | null = null
      for (const handle of chain(id)) {
        const part = partAt(handle)
        call.takeRow(handle)
        node ??= codec.unstage(part)
        if (part.shelf.token !== NO_TOKEN) asks[part.shelf.token] = codec.stagedRate(id, part.shelf.token).toString()
      }
      return node && { ...node, asks }
    },
    /**
     * Loads the first nodes.
     * @returns `add` loads one node; `finish` completes the load in steps and returns the id of a node that came twice
     */
    load(): { add: (node: MatchNode) => void; finish: () => Generator<void, string | null> } {
      const loader = createLoader(kernel, codec, parts)
      return {
        add: loader.add,
        *finish() {
          const loaded = yield* loader.finish()
          size = loaded.nodes
          rowCount = loaded.rows
          return loaded.twice === 0 ? null : idOf(loaded.twice)
        },
      }
    },
    /**
     * Clusters what has come loose, one top record (at most 16 384 rows) at a time; a shelf that has doubled learns its
     * directions anew, which takes it as a whole.
     */
    tidy(budgetMs: number): boolean {
      const end = performance.now() + budgetMs
      for (const shelf of parts.shelves) {
        if (rowsOn(shelf) < Math.max(512, 2 * shelf.rowsLearnt)) continue
        clusterShelf(shelf)
        if (performance.now() >= end) return false
      }
      for (const part of parts.byAddress.values()) {
        const tops = call.topsIn(part.address)
        for (let top = call.nextLoose(part.address, 0); top < tops; top = call.nextLoose(part.address, top + 1)) {
          if (performance.now() >= end) return false
          call.cluster(part.address, top, top + 1, part.shelf.directions.perUnit())
        }
      }
      return true
    },
    stats() {
      let unclustered = 0
      for (const { address } of parts.byAddress.values()) {
        for (let top = 0; top < call.topsIn(address); top++) unclustered += call.looseBelow(address, top)
      }
      return {
        nodes: size,
        rows: rowCount,
        bytes: call.memory.buffer.byteLength + codec.providers.bytes(),
        unclustered,
        blocksRead: call.searchBlocksRead(),
      }
    },
  }
}

export type Rows = ReturnType<typeof createRows>
