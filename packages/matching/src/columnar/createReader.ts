import { rankedNode } from '../rankedNode.js'
import { POINTS, uptimeTerm } from '../scales.js'
import type { MatchRequest, RankedNode, Weights } from '../types.js'
import { isNodeId } from '../validateNode.js'
import { perUnitOf, type RequestWriter } from './createRequestWriter.js'
import type { Rows } from './createRows.js'
import { createHexWriter } from './hex.js'
import type { Kernel } from './kernel.js'
import { COLUMN, FOUND, OWN, ownOf, PART } from './layout.js'
import type { Part, Shelf } from './parts.js'
import { ADDRESS_CHARACTERS, ADDRESS_WORDS } from './providerTable.js'

const ID_CHARACTERS = 18
const ID_WORDS = 2
const NAME_WORDS = ID_WORDS + ADDRESS_WORDS
const NAMES_CHARACTERS = ID_CHARACTERS + ADDRESS_CHARACTERS
const MOST_64_BIT = (1n << 64n) - 1n

/** Answers requests from the rows. */
export function createReader(kernel: Kernel, rows: Rows, writer: RequestWriter) {
  const { call } = kernel
  const listed: Part[] = []
  const hidden: number[] = []
  const hex = createHexWriter()
  const words = new Uint32Array(FOUND.most * NAME_WORDS)
  const { providers } = rows.codec

  /** The row of a node for a shelf's token; 0: none. */
  function rowOn(shelf: Shelf, id: string): number {
    if (!isNodeId(id)) return 0
    for (const handle of rows.chain(id)) if (rows.partAt(handle).shelf === shelf) return handle
    return 0
  }

  function hide(handle: number): void {
    if (handle !== 0) hidden.push(handle, call.closeRow(handle))
  }

  /** Nodes that this request must not see. Their bounds stay: they only promise too much. */
  function hideExcluded(shelf: Shelf, { deny, tried, cooling = [], maxRate }: MatchRequest): void {
    for (const id of deny) hide(rowOn(shelf, id))
    for (const id of tried) hide(rowOn(shelf, id))
    for (const id of cooling) hide(rowOn(shelf, id))
    if (maxRate < MOST_64_BIT) return
    // The search itself drops rows whose rate looks higher.
    for (const [id, rate] of rows.codec.hugeRates.lookingLike(maxRate, shelf.token)) {
      if (rate > maxRate) hide(rowOn(shelf, id))
    }
  }

  /** In reverse: a node may have been hidden twice. */
  function showHidden(): void {
    while (hidden.length > 0) {
      const kind = hidden.pop() as number
      call.openRow(hidden.pop() as number, kind)
    }
  }

  /** Searches only the allowed nodes. @returns how many were found */
  function searchAllowed(shelf: Shelf, allow: readonly string[]): number {
    const handles = [...new Set(allow)].map((id) => rowOn(shelf, id)).filter((handle) => handle !== 0)
    const at = call.allowRoom(handles.length) >> 2
    const { i32 } = kernel.views()
    let count = 0
    for (const handle of handles) {
      const index = listed.indexOf(rows.partAt(handle))
      if (index < 0) continue
      i32[at + 2 * count] = handle
      i32[at + 2 * count + 1] = index
      count++
    }
    return call.searchAmong(count)
  }

  /** Ids and wallets of all that was found, in one text. */
  function namesOf(count: number): string {
    const { u32 } = kernel.views()
    const found = call.foundAddress() >> 2
    // Addresses lie far apart: copying all of them first, waiting for one is waiting for all.
    for (let i = 0; i < count; i++) {
      const own = ownOf(u32[found + i * (FOUND.bytes >> 2)] as number) >> 2
      words[i * NAME_WORDS] = u32[own + (OWN.idHigh >> 2)] as number
      words[i * NAME_WORDS + 1] = u32[own + (OWN.idLow >> 2)] as number
      providers.copy(u32[own + (OWN.provider >> 2)] as number, words, i * NAME_WORDS + ID_WORDS)
    }
    hex.begin(count * NAMES_CHARACTERS)
    for (let i = 0; i < count; i++) {
      hex.write(words, i * NAME_WORDS, ID_WORDS)
      hex.write(words, i * NAME_WORDS + ID_WORDS, ADDRESS_WORDS)
    }
    return hex.text()
  }

  function answer(count: number, request: MatchRequest, weights: Weights): RankedNode[] {
    const { i16, i32, f32, u32, u64 } = kernel.views()
    const { hugeRates } = rows.codec
    const found = call.foundAddress() >> 2
    const partList = call.partsAddress() >> 2
    const perUnit = perUnitOf(request)
    const names = namesOf(count)
    const ranked = new Array<RankedNode>(count)
    for (let i = 0; i < count; i++) {
      const entry = found + i * (FOUND.bytes >> 2)
      const handle = u32[entry] as number
      const block = handle & ~63
      const lane = handle & 63
      const two = (block >> 1) + lane
      const own = ownOf(handle) >> 2
      const part = partList + (u32[entry + (FOUND.part >> 2)] as number) * (PART.bytes >> 2)
      const from = i * NAMES_CHARACTERS
      const id = names.slice(from, from + ID_CHARACTERS)
      const exact = u64[(own + (OWN.rate >> 2)) >> 1] as bigint
      const price = f32[((block + COLUMN.price) >> 2) + lane] as number
      const repPower = ((block + COLUMN.repPower) >> 1) + 2 * lane
      const latency =
        (i32[part + (PART.a >> 2)] as number) -
        (i32[part + (PART.b >> 2)] as number) * (i16[two + (COLUMN.latency >> 1)] as number)
      ranked[i] = rankedNode(
        id,
        providers.oddName(u32[own + (OWN.provider >> 2)] as number) ??
          names.slice(from + ID_CHARACTERS, from + NAMES_CHARACTERS),
        exact === MOST_64_BIT ? (hugeRates.get(id, request.token) as bigint) : exact,
        {
          price: Math.max(0, Math.trunc(Math.fround(POINTS - Math.fround(price * perUnit)))),
          reputation: i16[repPower] as number,
          latency: Math.max(0, latency),
          uptime: uptimeTerm(i16[two + (COLUMN.uptime >> 1)] as number),
          verifiedPower: i16[repPower + 1] as number,
        },
        weights,
      )
    }
    return ranked
  }

  return {
    match(request: MatchRequest, weights: Weights, k: number): RankedNode[] {
      const shelf = rows.parts.shelfOf(request.resourceType, request.token)
      if (!shelf || request.maxRate === 0n || k === 0) return []
      writer.write(request, weights, k)
      writer.writeShelf(request, weights, shelf, listed)
      try {
        hideExcluded(shelf, request)
        const count = request.allow.length > 0 ? searchAllowed(shelf, request.allow) : call.search()
        return answer(count, request, weights)
      } finally {
        showHidden()
      }
    },
  }
}
