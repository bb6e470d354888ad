// Starts a program of commands. It runs on any Node, so that an old one hands over to the Node that the workspace
// pins: `npx aiigo` works wherever `npm start` does.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const pinned = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url))
const NEEDED = 22

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/**
 * @param {string} name of the program
 * @param {URL} main its compiled first file
 * @param {string} folder of the workspace, to compile it
 */
export async function launch(name, main, folder) {
  const path = fileURLToPath(main)
  if (!existsSync(path)) {
    const advice = `run npm start, or npx tsc -b ${folder}, in the folder of the repository`
    fail(`expected ${name} to be compiled, it is not; ${advice}`)
  }
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return import(pathToFileURL(path).href)
  if (!existsSync(pinned)) {
    fail(`expected Node ${NEEDED} or newer, this is ${process.version}; install one from https://nodejs.org`)
  }
  const child = spawn(pinned, [path, ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl-C reaches the child through the terminal, too; it takes two of them within a moment for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`could not run ${pinned}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
