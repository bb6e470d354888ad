import { BLOCK_BYTES, RECORD_BYTES } from './layout'

// A bump allocator: blocks that empty out stay with their part, nothing is ever given back.

let end: u32 = 0

let scratchAt: u32 = 0
let scratchBytes: u32 = 0

export function allocate(bytes: u32): u32 {
  if (end === 0) end = (<u32>__heap_base + 63) & ~63
  const at = end
  end = (end + bytes + 63) & ~63
  const pages = (end + 0xffff) >>> 16
  const have = <u32>memory.size()
  if (pages > have) {
    // In steps, so that a million inserts don't grow it ten thousand times; small while small.
    let more = max<u32>(pages - have, min<u32>(have >>> 4, 64))
    if (memory.grow(more) < 0) {
      more = pages - have
      if (memory.grow(more) < 0) unreachable()
    }
  }
  return at
}

export function allocateBlock(): u32 {
  // Fresh memory is zero.
  return allocate(BLOCK_BYTES)
}

/** A search keeps a record's kind and part in the lower 8 bits of its address. */
export function allocateRecord(): u32 {
  if (end === 0) allocate(0)
  end = (end + 255) & ~255
  return allocate(RECORD_BYTES)
}

/** Room for short-lived data, the same for every caller; its content lasts until the next call. */
export function scratch(bytes: u32): u32 {
  if (bytes > scratchBytes) {
    // The old room is lost; it doubles, so that the losses stay below what is in use.
    scratchBytes = max<u32>(bytes, scratchBytes * 2)
    scratchAt = allocate(scratchBytes)
  }
  return scratchAt
}
