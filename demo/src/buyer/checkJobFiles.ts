import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InvalidInputError, JOB_LIMITS, type Problem } from '@aiigo/domain'
import type { LoadedJob } from './Buyer.js'

/** What every WebAssembly module begins with: "\0asm". */
const WASM_MAGIC = Buffer.from([0x00, 0x61, 0x73, 0x6d])

async function problemOf(field: string, path: string, maxBytes: number, isProgram: boolean): Promise<Problem[]> {
  const wrong = (code: string, message: string): Problem[] => [{ code, field, message }]
  const file = await open(path).catch((error: NodeJS.ErrnoException) => error)
  if (!('close' in file)) {
    const got = file.code === 'ENOENT' ? 'there is none' : file.message
    return wrong('FILE_MISSING', `expected a file at ${path}, ${got}; paths are relative to the job file`)
  }
  try {
    const stats = await file.stat()
    if (!stats.isFile()) return wrong('FILE_MISSING', `expected a file at ${path}, got a folder or device; name a file`)
    if (stats.size > maxBytes) {
      return wrong(
        'INPUT_TOO_LARGE',
        `expected at most ${maxBytes} bytes, ${path} has ${stats.size}; make it smaller or split it`,
      )
    }
    if (isProgram) {
      const { buffer } = await file.read(Buffer.alloc(WASM_MAGIC.length), 0, WASM_MAGIC.length, 0)
      if (!buffer.equals(WASM_MAGIC))
        return wrong('NOT_A_PROGRAM', `expected a compiled WebAssembly module, ${path} is none; compile it first`)
    }
    return []
  } finally {
    await file.close()
  }
}

/**
 * Looks at program and inputs before anything is sent or paid.
 * @throws InvalidInputError naming every file that is missing, too large or no program.
 */
export async function checkJobFiles({ file, folder }: LoadedJob): Promise<void> {
  const { programBytes, inputBytes } = JOB_LIMITS
  const problems = await Promise.all([
    problemOf('program.wasm', resolve(folder, file.program.wasm), programBytes, true),
    ...file.inputs.map(({ path }, index) =>
      problemOf(`inputs.${index}.path`, resolve(folder, path), inputBytes, false),
    ),
  ])
  if (problems.flat().length > 0) throw new InvalidInputError(problems.flat())
}
