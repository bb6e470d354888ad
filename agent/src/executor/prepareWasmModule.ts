import { engineProblem, inspectProgram, NotRetryableError, programProblems, readWasmModule } from '@aiigo/domain'
import type { EngineCheck } from './createEngineCheck.js'

const PAGES_PER_MIB = 16
const SECTION_MEMORY = 5
const LIMITS_HAVE_MAXIMUM = 0x01

/** The module can't be run under the rules of this executor; no node would run it. */
export class ProgramRefusedError extends NotRetryableError {
  constructor(message: string) {
    super('PROGRAM_REFUSED', message)
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

/**
 * Checks a WebAssembly module and writes the memory limit into it: `memory.grow` beyond it fails inside the program, on
 * any engine.
 * @param memoryMiB Limit, MiB.
 * @param check The engine's verdict on the module's code.
 * @throws ProgramRefusedError with every reason why no node can run it.
 */
export async function prepareWasmModule(
  module: Uint8Array,
  memoryMiB: number,
  check: EngineCheck = engineProblem,
): Promise<Uint8Array> {
  const problems = programProblems(inspectProgram(module), memoryMiB)
  const refusal = problems.length > 0 ? null : await check(module)
  const all = refusal ? [refusal] : problems
  if (all.length > 0) throw new ProgramRefusedError(all.map(({ message }) => message).join('; '))
  const { sections, memories } = readWasmModule(module)
  const maxPages = memoryMiB * PAGES_PER_MIB
  const [memory] = memories
  const parts = sections.map(({ id, start, end }) => {
    if (id !== SECTION_MEMORY || !memory) return module.subarray(start, end)
    const most = Math.min(memory.maxPages ?? maxPages, maxPages)
    const clamped = [1, LIMITS_HAVE_MAXIMUM, ...leb(memory.minPages), ...leb(most)]
    return Uint8Array.from([id, ...leb(clamped.length), ...clamped])
  })
  return Buffer.concat([module.subarray(0, 8), ...parts])
}
