import { readWasmModule, type WasmModule } from './readWasmModule.js'
import { WasmError } from './WasmError.js'
import { WASI_FUNCTIONS, WASI_MODULE } from './wasiFunctions.js'

/** Why no node can run a program, with the cure. */
export interface ProgramProblem {
  readonly code:
    | 'NOT_A_PROGRAM'
    | 'NOT_AN_IMAGE'
    | 'PROGRAM_IS_COMPONENT'
    | 'PROGRAM_IS_LIBRARY'
    | 'PROGRAM_IMPORTS'
    | 'PROGRAM_MEMORY'
    | 'PROGRAM_INVALID'
  readonly message: string
}

const PAGES_PER_MIB = 16
/** Imports that a message names. */
const SHOWN = 5
/** Characters of a name that a message shows. */
const MAX_SHOWN = 80

const TARGETS = 'Rust: --target wasm32-wasip1, Go: GOOS=wasip1 GOARCH=wasm, C: --target=wasm32-wasi'

/** The cure, by the module that a foreign import comes from. */
function cureFor(module: string): string {
  if (/^(gojs|go)$/.test(module)) return 'it is made for browsers: compile with GOOS=wasip1 instead of GOOS=js'
  if (/^(wbg|__wbindgen.*|\.\/.*_bg\.js)$/.test(module)) {
    return 'it is made for browsers by wasm-bindgen: compile a command for wasm32-wasip1 without it'
  }
  if (module === 'wasi_unstable') return 'that is an older WASI: compile with a current toolchain'
  if (module === '$root' || isInterface(module)) return `that is WASI preview 2: compile for preview 1 (${TARGETS})`
  if (module === 'wasi') return 'threads are not offered: compile without wasi-threads'
  if (module === 'env') {
    return 'link everything into the program (a function that no library has becomes such an import), AssemblyScript with @assemblyscript/wasi-shim, and not with Emscripten’s JavaScript'
  }
  return `compile the program for WASI preview 1 alone (${TARGETS})`
}

/** Named as interfaces of components are: `wasi:cli/environment@0.2.0`. */
function isInterface(module: string): boolean {
  const colon = module.indexOf(':')
  return module.startsWith('wasi:') || (colon !== -1 && module.includes('/', colon))
}

/** A name as a message shows it. */
const short = (name: string): string => (name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name)

function importProblems({ imports }: WasmModule): ProgramProblem[] {
  const foreign = imports.filter(
    ({ module, name, kind }) => module !== WASI_MODULE || kind !== 'function' || !WASI_FUNCTIONS.has(name),
  )
  const modules = [...new Set(foreign.map(({ module }) => module))].slice(0, SHOWN)
  return modules.map((module) => {
    const names = foreign.filter((one) => one.module === module).map(({ name, kind }) => describe(name, kind))
    const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
    const cure =
      module === WASI_MODULE ? `nodes offer no such function: compile for preview 1 (${TARGETS})` : cureFor(module)
    const got = `${names.slice(0, SHOWN).join(', ')}${more} from ${JSON.stringify(short(module))}`
    return {
      code: 'PROGRAM_IMPORTS',
      message: `expected imports of functions of ${WASI_MODULE} only, got ${got}; ${cure}`,
    }
  })
}

const describe = (name: string, kind: string): string =>
  kind === 'function' ? short(name) : `${short(name)} (a ${kind})`

function exportProblems({ exports }: WasmModule): ProgramProblem[] {
  const has = (name: string, kind: string) => exports.some((one) => one.name === name && one.kind === kind)
  if (has('_initialize', 'function')) {
    const message =
      'expected a command, which exports _start, got a library (it exports _initialize); compile a program with a main function (Rust: a bin; C: without -mexec-model=reactor; Go: without -buildmode=c-shared)'
    return [{ code: 'PROGRAM_IS_LIBRARY', message }]
  }
  const missing = [
    ...(has('_start', 'function') ? [] : ['the function _start']),
    ...(has('memory', 'memory') ? [] : ['its memory as "memory"']),
  ]
  if (missing.length === 0) return []
  const message = `expected a command, which exports _start and memory, got a module without ${missing.join(' and ')}; compile a program with a main function (${TARGETS})`
  return [{ code: 'PROGRAM_IS_LIBRARY', message }]
}

function memoryProblems({ memories, imports }: WasmModule): ProgramProblem[] {
  const wrong = (message: string): ProgramProblem[] => [{ code: 'PROGRAM_MEMORY', message }]
  const [memory, ...others] = memories
  // An imported memory is among the imports already.
  if (!memory) {
    return imports.some(({ kind }) => kind === 'memory')
      ? []
      : wrong('expected a program with a memory of its own, got none; compile a program with a main function')
  }
  if (others.length > 0) {
    return wrong(`expected a program with one memory, got ${memories.length}; compile without multiple memories`)
  }
  if (memory.isPlain) return []
  return wrong('expected a plain 32-bit memory, got a shared or 64-bit one; compile without threads and memory64')
}

/** A component's head names a layer where a module has zeros. */
function isComponent(bytes: Uint8Array): boolean {
  const [a, b, c, d, , , layer] = bytes
  return a === 0 && b === 0x61 && c === 0x73 && d === 0x6d && layer === 1
}

/** Facts about a program's outside, whatever the job asks for. */
export interface InspectedProgram {
  /** Why no node can run it, all reasons at once. */
  readonly problems: readonly ProgramProblem[]
  /** Memory that it starts with, MiB. */
  readonly memoryMiB: number
}

/**
 * Looks at a program's outside: imports, exports, memory. Whether the code inside is valid is the engine's to say:
 * `engineProblem`.
 */
export function inspectProgram(bytes: Uint8Array): InspectedProgram {
  if (isComponent(bytes)) {
    const message = `expected a core WebAssembly module for WASI preview 1, got a component (WASI preview 2 or later); compile for preview 1 (${TARGETS}), or unpack it by "wasm-tools component unbundle" if it was wrapped from one`
    return { problems: [{ code: 'PROGRAM_IS_COMPONENT', message }], memoryMiB: 0 }
  }
  try {
    const module = readWasmModule(bytes)
    const pages = module.memories[0]?.minPages ?? 0
    return {
      problems: [...importProblems(module), ...exportProblems(module), ...memoryProblems(module)],
      memoryMiB: pages / PAGES_PER_MIB,
    }
  } catch (error) {
    if (!(error instanceof WasmError)) throw error
    return { problems: [{ code: 'NOT_A_PROGRAM', message: error.message }], memoryMiB: 0 }
  }
}

/**
 * Why no node can run a program for a job.
 * @param memoryMiB what the job asks for
 * @example programProblems(inspectProgram(bytes), 128) // [{ code: 'PROGRAM_IS_COMPONENT', message: 'expected…' }]
 */
export function programProblems(program: InspectedProgram, memoryMiB: number): readonly ProgramProblem[] {
  if (program.problems.length > 0 || program.memoryMiB <= memoryMiB) return program.problems
  const needed = Math.ceil(program.memoryMiB)
  const message = `expected a program that starts within ${memoryMiB} MiB (resources.memoryMiB), got one that starts with ${needed} MiB; set resources.memoryMiB to ${needed} or more`
  return [{ code: 'PROGRAM_MEMORY', message }]
}
