import { WasmError } from './WasmError.js'

/** Reads a module's bytes; every read is checked against the end. */
export interface WasmReader {
  /** Bytes read so far. */
  readonly position: number
  readonly done: boolean
  byte(): number
  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number
  /** Unsigned LEB128 of at most 64 bits; above 2^53 only roughly. */
  u64(): number
  take(length: number): Uint8Array
  /** A text with its length before it. */
  name(): string
}

/** Engines take no longer names. */
const MAX_NAME_BYTES = 100_000

const CUT = 'expected a WebAssembly module, got one that is cut short; compile or download it again'

/** @throws WasmError from every method, where the bytes end too early or a number is too long */
export function createWasmReader(bytes: Uint8Array): WasmReader {
  let position = 0
  const decoder = new TextDecoder()

  function byte(): number {
    const value = bytes[position]
    if (value === undefined) throw new WasmError(CUT)
    position++
    return value
  }

  function number(bits: number): number {
    let value = 0
    for (let shift = 0; shift < bits; shift += 7) {
      const part = byte()
      value += (part & 0x7f) * 2 ** shift
      if ((part & 0x80) === 0) return value
    }
    throw new WasmError(`expected a ${bits}-bit number in the WebAssembly module, got a longer one; compile it again`)
  }

  function take(length: number): Uint8Array {
    if (position + length > bytes.length) throw new WasmError(CUT)
    position += length
    return bytes.subarray(position - length, position)
  }

  return {
    get position() {
      return position
    },
    get done() {
      return position >= bytes.length
    },
    byte,
    u32: () => number(32),
    u64: () => number(64),
    take,
    name() {
      const length = number(32)
      if (length <= MAX_NAME_BYTES) return decoder.decode(take(length))
      const text = `expected names of at most ${MAX_NAME_BYTES} bytes in the WebAssembly module, got one of ${length}`
      throw new WasmError(`${text}; compile it again`)
    },
  }
}
