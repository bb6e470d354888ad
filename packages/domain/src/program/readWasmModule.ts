import { createWasmReader, type WasmReader } from './createWasmReader.js'
import { WasmError } from './WasmError.js'

/** Kinds of imports and exports. */
export type WasmKind = 'function' | 'table' | 'memory' | 'global' | 'tag'

export interface WasmMemory {
  /** Pages of 64 KiB. */
  readonly minPages: number
  /** Null when the module declares none. */
  readonly maxPages: number | null
  /** 32-bit, not shared between threads, pages of 64 KiB. */
  readonly isPlain: boolean
}

export interface WasmSection {
  readonly id: number
  /** Of the section with its head, bytes from the module's beginning. */
  readonly start: number
  readonly end: number
}

/** The outside of a module: what it wants, what it offers, and where its sections lie. */
export interface WasmModule {
  readonly imports: readonly { readonly module: string; readonly name: string; readonly kind: WasmKind }[]
  readonly exports: readonly { readonly name: string; readonly kind: WasmKind }[]
  readonly memories: readonly WasmMemory[]
  readonly sections: readonly WasmSection[]
}

const KINDS: readonly WasmKind[] = ['function', 'table', 'memory', 'global', 'tag']
const SECTION = { import: 2, memory: 5, export: 7 }
const HAS_MAXIMUM = 0x01
const IS_WIDE = 0x04
/** Bounds that no compiler reaches; they bound the work that a hostile module causes. */
const MOST = { sections: 10_000, imports: 2_000, exports: 100_000, memories: 100 }

function count(reader: WasmReader, what: 'imports' | 'exports' | 'memories'): number {
  const found = reader.u32()
  if (found <= MOST[what]) return found
  throw new WasmError(`expected a WebAssembly module with at most ${MOST[what]} ${what}, got ${found}`)
}

function kindOf(code: number): WasmKind {
  const kind = KINDS[code]
  if (kind) return kind
  throw new WasmError(`expected an import or export of a known kind, got ${code}; compile the program again`)
}

function readMemory(reader: WasmReader): WasmMemory {
  const flags = reader.byte()
  const number = flags & IS_WIDE ? reader.u64 : reader.u32
  const minPages = number()
  const maxPages = flags & HAS_MAXIMUM ? number() : null
  const hasPageSize = (flags & 0x08) !== 0
  if (hasPageSize) reader.u32()
  return { minPages, maxPages, isPlain: (flags & ~HAS_MAXIMUM) === 0 }
}

/** Skips what an import says beside its name. */
function skipType(reader: WasmReader, kind: WasmKind): void {
  if (kind === 'memory') readMemory(reader)
  else if (kind === 'function') reader.u32()
  else if (kind === 'tag') {
    reader.byte()
    reader.u32()
  } else {
    const type = reader.byte()
    // A reference with its heap type, which is a number that may be negative.
    if (type === 0x63 || type === 0x64) while (reader.byte() & 0x80);
    if (kind === 'global') reader.byte()
    else readMemory(reader)
  }
}

/**
 * Reads imports, exports and memories of a core WebAssembly module. The rest is not looked at: that is the engine's.
 * @throws WasmError when it is none, or is cut short
 * @example readWasmModule(bytes).exports // [{ name: '_start', kind: 'function' }, { name: 'memory', kind: 'memory' }]
 */
export function readWasmModule(bytes: Uint8Array): WasmModule {
  const reader = createWasmReader(bytes)
  const header = bytes.length >= 8 ? reader.take(8).join(' ') : ''
  if (header !== '0 97 115 109 1 0 0 0') {
    throw new WasmError('expected a WebAssembly module (version 1), got something else; compile the program first')
  }
  const imports: { module: string; name: string; kind: WasmKind }[] = []
  const exports: { name: string; kind: WasmKind }[] = []
  const memories: WasmMemory[] = []
  const sections: WasmSection[] = []
  while (!reader.done) {
    const start = reader.position
    const id = reader.byte()
    const payload = createWasmReader(reader.take(reader.u32()))
    sections.push({ id, start, end: reader.position })
    if (sections.length > MOST.sections) {
      throw new WasmError(`expected a WebAssembly module with at most ${MOST.sections} sections, got more`)
    }
    if (id === SECTION.import) {
      for (let left = count(payload, 'imports'); left > 0; left--) {
        const [module, name, kind] = [payload.name(), payload.name(), kindOf(payload.byte())]
        skipType(payload, kind)
        imports.push({ module, name, kind })
      }
    } else if (id === SECTION.export) {
      for (let left = count(payload, 'exports'); left > 0; left--) {
        const [name, kind] = [payload.name(), kindOf(payload.byte())]
        payload.u32()
        exports.push({ name, kind })
      }
    } else if (id === SECTION.memory) {
      for (let left = count(payload, 'memories'); left > 0; left--) memories.push(readMemory(payload))
    }
  }
  return { imports, exports, memories, sections }
}
