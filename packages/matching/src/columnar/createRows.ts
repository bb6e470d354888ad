import type { MatchNode } from '../types.js'
import { createRowCodec } from './createRowCodec.js'
import { nodeIdOf, wordAt } from './hex.js'
import type { Kernel } from './kernel.js'
import { COLUMN, ROW } from './layout.js'
import { createParts, type Part, type Shelf } from './parts.js'

/** Token of the one row of a node that takes no token; nobody can ask for it. */
const NO_TOKEN = ''

/** The nodes as rows in the kernel's memory: one for each token that a node takes, chained, the first found by the node's id. */
export function createRows(kernel: Kernel) {
  const { call } = kernel
  const codec = createRowCodec(kernel)
  const parts = createParts(kernel)
  const staging = call.rowAddress()
  let size = 0
  let rowCount = 0

  const firstOf = (id: string): number => call.find(wordAt(id, 2), wordAt(id, 10))
  const partAt = (handle: number): Part => parts.byAddress.get(call.partOf(handle)) as Part
  const field = (handle: number, column: number): number =>
    kernel.views().u32[(((handle & ~63) + column) >> 2) + (handle & 63)] as number
  const nextOf = (handle: number): number => field(handle, COLUMN.next)

  function* chain(id: string): Generator<number> {
    for (let handle = firstOf(id); handle !== 0; handle = nextOf(handle)) yield handle
  }

  /** The tokens that a node takes, with its rates. */
  function offersOf({ asks }: MatchNode): [token: string, rate: bigint][] {
    const offers: [string, bigint][] = []
    for (const token in asks) if (asks[token] !== '0') offers.push([token, BigInt(asks[token] as string)])
    return offers.length > 0 ? offers : [[NO_TOKEN, 0n]]
  }

  /** @param quietly bounds are computed later, for all */
  function add(node: MatchNode, quietly: boolean): void {
    codec.stage(node)
    let next = 0
    let count = 0
    for (const [token, rate] of offersOf(node)) {
      const part = parts.partFor(node.resourceType, token, node.region, node.roundTripMs !== null)
      codec.stagePrice(node.id, token, rate)
      part.shelf.directions.see(Number(rate))
      kernel.views().u32[(staging + ROW.next) >> 2] = next
      next = call.insert(part.address, quietly)
      count++
    }
    call.setFirst(wordAt(node.id, 2), wordAt(node.id, 10), next)
    rowCount += count
    size++
  }

  function remove(id: string): boolean {
    const handles = [...chain(id)]
    if (handles.length === 0) return false
    call.forget(wordAt(id, 2), wordAt(id, 10))
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
      return part === parts.partFor(node.resourceType, offer[0], node.region, node.roundTripMs !== null)
        ? { handle, offer, next: nextOf(handle) }
        : null
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

  /** Changes fields of a node's rows in place. @param moved whether rows are clustered by these fields. @returns whether the node is there */
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
    idOf: (handle: number): string => nodeIdOf(field(handle, COLUMN.idHigh), field(handle, COLUMN.idLow)),
    add,
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
      add(node, false)
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
    clusterAll(): void {
      for (const shelf of parts.shelves) clusterShelf(shelf)
    },
    /**
     * Clusters what has come loose, one top record (at most 16 384 rows) at a time; a shelf that has doubled learns its directions anew,
     * which takes it as a whole.
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
