// Measures what a cache of compiled modules would save: node bench/script/compileModule.mjs MODULE
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const [, script, path, mode] = process.argv
if (mode === undefined) {
  const ways = [
    ['compiled as a run does, functions when they are called', 'run', []],
    [
      'compiled whole by the optimising compiler, then loaded again',
      'cache',
      ['--allow-natives-syntax', '--no-liftoff', '--no-wasm-lazy-compilation'],
    ],
  ]
  for (const [title, way, flags] of ways) {
    console.log(title)
    spawnSync(process.execPath, [...flags, script, path, way], { stdio: 'inherit' })
  }
} else {
  const bytes = readFileSync(path)
  const timed = (what, act) => {
    const [began, used] = [performance.now(), process.cpuUsage()]
    const result = act()
    const { user, system } = process.cpuUsage(used)
    const ms = [performance.now() - began, (user + system) / 1_000].map((time) => time.toFixed(0))
    console.log(`  ${what}: ${ms[0]} ms, ${ms[1]} ms of processor time`)
    return result
  }
  const module = timed(`compile ${bytes.length} bytes`, () => new WebAssembly.Module(bytes))
  if (mode === 'cache') {
    // Natives of V8's own tests, which parse only with a flag.
    const stored = new Function('module', 'return %SerializeWasmModule(module)')(module)
    const load = new Function('stored', 'bytes', 'return %DeserializeWasmModule(stored, bytes)')
    timed(`load ${stored.byteLength} bytes of native code`, () => load(stored, new Uint8Array(bytes)))
  }
}
