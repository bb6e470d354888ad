#!/usr/bin/env node
// The command `aiigo`. It needs Node 22; an older one hands over to the Node that the workspace pins, so that
// `npx aiigo` works wherever `npm start` does.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const pinned = at('../../node_modules/node/bin/node')
const isOld = Number(process.versions.node.split('.')[0]) < 22

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

if (!existsSync(at('../dist/main.js'))) {
  fail('expected aiigo to be compiled, it is not; run npm start, or npx tsc -b cli, in the folder of the repository')
}
if (!isOld) {
  await import('../dist/main.js')
} else if (existsSync(pinned)) {
  const { spawn } = await import('node:child_process')
  const child = spawn(pinned, [at('../dist/main.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl-C reaches the child through the terminal, too; it takes two of them within a moment for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`could not run ${pinned}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
} else {
  fail(`expected Node 22 or newer, this is ${process.version}; install one from https://nodejs.org`)
}
