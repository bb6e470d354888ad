// Compiles kernel/denseScan.ts with the options of the index's own kernel and prints the WebAssembly. A process of its
// own: the compiler is WebAssembly itself, and what V8 then compiles of it in the background would hold up what is to
// be measured.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = fileURLToPath(new URL('../kernel', import.meta.url))
const messages = asc.createMemoryStream()
let wasm
const { error } = await asc.main(
  ['denseScan.ts', '-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert', '--outFile', 'scan.wasm'],
  {
    stdout: messages,
    stderr: messages,
    readFile: (name) => readFile(join(folder, name), 'utf8').catch(() => null),
    writeFile: (_name, contents) => {
      wasm = contents
    },
    listFiles: () => [],
  },
)
if (error || !wasm) {
  process.stderr.write(`kernel/denseScan.ts does not compile:\n${messages.toString()}\n`)
  process.exit(1)
}
process.stdout.write(wasm)
