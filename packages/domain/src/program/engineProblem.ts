import type { ProgramProblem } from './programProblems.js'

/** The part of the WebAssembly API that is used; it is in no library of types without a browser's window. */
interface Engine {
  compile(bytes: Uint8Array): Promise<unknown>
}

interface Host {
  readonly WebAssembly?: Engine
  readonly process?: { readonly versions?: { readonly node?: string } }
}

/** Nodes run programs with this version of Node; an older one knows less. */
const NODE = 24

/** The engine, where its opinion is that of the nodes. */
function engine(): Engine | null {
  const { WebAssembly, process } = globalThis as Host
  const node = process?.versions?.node
  return WebAssembly && (node === undefined || Number.parseInt(node, 10) >= NODE) ? WebAssembly : null
}

/**
 * Whether the engine takes a program's code; null when it does, and where there is no engine like the nodes'. It
 * compiles beside the calling thread.
 */
export async function engineProblem(bytes: Uint8Array): Promise<ProgramProblem | null> {
  try {
    await engine()?.compile(bytes)
    return null
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error)
    const message = `expected a module that the engine of the nodes (V8 of Node ${NODE}) takes, got one that it refuses: ${got}; compile the program again, without features that are not standard yet`
    return { code: 'PROGRAM_INVALID', message }
  }
}
