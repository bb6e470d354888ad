// The process that runs one WebAssembly program. It is copied beside the program and started on its own, so it imports
// nothing but Node. Arguments: the program's file, the job's directory, the number of variables, each variable as
// NAME=value, then the program's own arguments.
import { readFileSync, writeSync } from 'node:fs'
import { WASI } from 'node:wasi'

/** Descriptor of the pipe to the executor. The program can't reach it: WASI has its own table of descriptors. */
const REPORT = 3
const ERRNO_NOTCAPABLE = 76

const [, , programPath = '', directory = '', variables = '', ...rest] = process.argv
const args = rest.slice(Number(variables))
const env = Object.fromEntries(
  rest.slice(0, Number(variables)).map((text) => {
    const at = text.indexOf('=')
    return [text.slice(0, at), text.slice(at + 1)]
  }),
)

function report(message: Record<string, unknown>): void {
  writeSync(REPORT, `${JSON.stringify(message)}\n`)
}

// Relative paths are found below "/" in every language; Go finds none below ".". Never both: C would take the later one
// for a folder of the other.
const wasi = new WASI({ version: 'preview1', args: ['program', ...args], env, preopens: { '/': directory } })
const imports = wasi.getImportObject() as { wasi_snapshot_preview1: Record<string, unknown> }
// A job needs no links, and without them there is none that could lead out of its directory.
for (const name of ['path_symlink', 'path_link', 'sock_accept', 'sock_recv', 'sock_send', 'sock_shutdown']) {
  imports.wasi_snapshot_preview1[name] = () => ERRNO_NOTCAPABLE
}

let instance: WebAssembly.Instance | undefined
try {
  instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(programPath)), imports as WebAssembly.Imports)
} catch (error) {
  // A module may run code of its own while it is made: what goes wrong then has taken the node's time.
  const refused = error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError
  report(refused ? { refused: String(error) } : { started: true, trap: String(error), memoryBytes: 0 })
}
if (instance) {
  const { memory } = instance.exports
  if (!(memory instanceof WebAssembly.Memory) || typeof instance.exports._start !== 'function') {
    report({ refused: 'expected a WASI command, which exports _start and memory' })
  } else {
    report({ started: true })
    try {
      report({ exitCode: wasi.start(instance) })
    } catch (error) {
      report({ trap: String(error), memoryBytes: memory.buffer.byteLength })
    }
  }
}
