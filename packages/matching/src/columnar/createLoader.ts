import type { MatchNode } from '../types.js'
import type { RowCodec } from './createRowCodec.js'
import type { Kernel } from './kernel.js'
import { ROW } from './layout.js'
import { eachOffer } from './offersOf.js'
import type { Parts, Shelf } from './parts.js'

/** Sums that directions are learnt from; see kernel/directions.ts. */
const SUMS = 11
/** Of a shelf that has more rows than this, every so-manieth is sampled. */
const SAMPLED_ALL = 1_024
const SAMPLED = 16

interface Sample {
  address: number
  rows: number
}

/** Takes many nodes in at once: their rows wait in the kernel, and are put in order when all have come. */
export function createLoader(kernel: Kernel, codec: RowCodec, parts: Parts) {
  const { call } = kernel
  const link = (call.rowAddress() + ROW.next) >> 2
  const samples = new Map<Shelf, Sample>()
  let nodes = 0

  function sample(shelf: Shelf): void {
    let sums = samples.get(shelf)
    if (!sums) {
      sums = { address: call.allocate(8 * SUMS), rows: 0 }
      kernel.views().f64.fill(0, sums.address >> 3, (sums.address >> 3) + SUMS)
      samples.set(shelf, sums)
    }
    if (sums.rows < SAMPLED_ALL || sums.rows % SAMPLED === 0) call.sampleStaged(sums.address)
    sums.rows++
  }

  function keep(node: MatchNode, token: string, digits: string, count: number): void {
    const part = parts.partFor(node, token)
    part.shelf.directions.see(codec.stagePriceText(node.id, token, digits))
    // In the place of the link: how many rows the node has.
    kernel.views().u32[link] = count
    sample(part.shelf)
    call.loadRow(part.address)
  }

  return {
    add(node: MatchNode): void {
      codec.stage(node)
      eachOffer(node, keep)
      nodes++
    },

    /**
     * Puts all that came where it belongs, one part from one step to the next.
     * @returns how many nodes and rows, and a row of a node that came twice, or 0
     */
    *finish(): Generator<void, { nodes: number; rows: number; twice: number }> {
      call.reserveIds(nodes)
      let rows = 0
      let twice = 0
      for (const [shelf, sums] of samples) {
        const at = sums.address >> 3
        shelf.rowsLearnt = sums.rows
        shelf.directions.learn(kernel.views().f64.slice(at, at + SUMS))
        for (const part of shelf.parts) {
          shelf.directions.give(part.address)
          twice ||= call.loadPart(part.address, shelf.directions.perUnit())
          yield
        }
        rows += sums.rows
      }
      return { nodes, rows, twice }
    },
  }
}
