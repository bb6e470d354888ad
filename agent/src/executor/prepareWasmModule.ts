import { NotRetryableError } from '@aiigo/domain'

const PAGES_PER_MIB = 16
const WASI_MODULE = 'wasi_snapshot_preview1'
const SECTION_IMPORT = 2
const SECTION_MEMORY = 5
const LIMITS_HAVE_MAXIMUM = 0x01

/** The module can't be run under the rules of this executor; no node would run it. */
export class ProgramRefusedError extends NotRetryableError {
  constructor(message: string) {
    super('PROGRAM_REFUSED', message)
  }
}

/** Reads a module's bytes; every read is checked against the end. */
class Reader {
  position = 0

  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.position >= this.bytes.length
  }

  byte(): number {
    const value = this.bytes[this.position]
    if (value === undefined) throw new ProgramRefusedError('expected a WebAssembly module, got one that is cut short')
    this.position++
    return value
  }

  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte()
      value += (byte & 0x7f) * 2 ** shift
      if ((byte & 0x80) === 0) return value
    }
    throw new ProgramRefusedError('expected a 32-bit number in the WebAssembly module, got a longer one')
  }

  take(length: number): Uint8Array {
    if (this.position + length > this.bytes.length) {
      throw new ProgramRefusedError('expected a WebAssembly module, got one that is cut short')
    }
    this.position += length
    return this.bytes.subarray(this.position - length, this.position)
  }

  name(): string {
    return new TextDecoder().decode(this.take(this.u32()))
  }
}

function leb(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low | 0x80 : low)
  } while (rest > 0)
  return bytes
}

/** Only functions of WASI preview 1: nothing else is offered, and an imported memory would escape the clamp. */
function checkImports(reader: Reader): void {
  const count = reader.u32()
  for (let i = 0; i < count; i++) {
    const module = reader.name()
    const field = reader.name()
    const kind = reader.byte()
    if (kind !== 0 || module !== WASI_MODULE) {
      throw new ProgramRefusedError(
        `expected imports of functions from ${WASI_MODULE} only, got ${module}.${field}; build the program for WASI preview 1`,
      )
    }
    reader.u32()
  }
}

/** The memory section with its maximum lowered, or set, to `maxPages`. */
function clampMemory(reader: Reader, maxPages: number): number[] {
  const count = reader.u32()
  if (count !== 1) throw new ProgramRefusedError(`expected a module with one memory, got ${count}`)
  const flags = reader.byte()
  if ((flags & ~LIMITS_HAVE_MAXIMUM) !== 0) {
    throw new ProgramRefusedError(
      'expected a plain 32-bit memory, got a shared or 64-bit one; build without threads and memory64',
    )
  }
  const initial = reader.u32()
  const declared = flags & LIMITS_HAVE_MAXIMUM ? reader.u32() : Number.POSITIVE_INFINITY
  if (initial > maxPages) {
    throw new ProgramRefusedError(
      `expected a program that starts within ${maxPages / PAGES_PER_MIB} MiB, got one that starts with ${initial / PAGES_PER_MIB} MiB; raise resources.memoryMiB`,
    )
  }
  return [1, LIMITS_HAVE_MAXIMUM, ...leb(initial), ...leb(Math.min(declared, maxPages))]
}

/**
 * Checks a WebAssembly module and writes the memory limit into it: `memory.grow` beyond it fails inside the program, on
 * any engine. Reads the import and the memory section only; the engine validates the rest.
 * @param memoryMiB Limit, MiB.
 * @throws ProgramRefusedError when it is no module, imports more than WASI preview 1, or starts above the limit.
 */
export function prepareWasmModule(module: Uint8Array, memoryMiB: number): Uint8Array {
  const reader = new Reader(module)
  const header = module.length >= 8 ? Buffer.from(reader.take(8)).toString('hex') : ''
  if (header !== '0061736d01000000') {
    throw new ProgramRefusedError('expected a WebAssembly module (version 1), got something else; check program.wasm')
  }
  const parts: Uint8Array[] = [module.subarray(0, 8)]
  let memories = 0
  while (!reader.done) {
    const start = reader.position
    const id = reader.byte()
    const payload = reader.take(reader.u32())
    if (id === SECTION_IMPORT) checkImports(new Reader(payload))
    if (id === SECTION_MEMORY) {
      memories++
      const clamped = clampMemory(new Reader(payload), memoryMiB * PAGES_PER_MIB)
      parts.push(Uint8Array.from([id, ...leb(clamped.length), ...clamped]))
    } else {
      parts.push(module.subarray(start, reader.position))
    }
  }
  if (memories !== 1) throw new ProgramRefusedError(`expected a module with one memory section, got ${memories}`)
  return Buffer.concat(parts)
}
