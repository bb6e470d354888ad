import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fillTemplate, placeholders } from './manifestValues.mjs'
import { readSources } from './readSources.mjs'
import { withLock } from './withLock.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)
const graphCli = require.resolve('@graphprotocol/graph-cli/package.json')
const graphTs = require.resolve('@graphprotocol/graph-ts/package.json')

/**
 * Compiles the mappings, unless these very sources were compiled before, and returns the directory that holds
 * `build/` (WASM, ABIs, schema, manifest with placeholders) and `generated/` (types).
 * Safe to run several times at once: one compiles in a directory of its own, the others wait for it.
 * @returns {Promise<{ directory: string, cached: boolean }>}
 * @throws Error with the compiler's output.
 */
export async function compileSources() {
  const sources = await readSources(root)
  const cache = join(root, 'build', 'cache')
  const directory = join(cache, await hashOf(sources))
  if (existsSync(directory)) return { directory, cached: true }
  await mkdir(cache, { recursive: true })
  return withLock(`${directory}.lock`, async () => {
    if (existsSync(directory)) return { directory, cached: true }
    await compile(sources, directory)
    return { directory, cached: false }
  })
}

/** Name of what the compiler would write: everything that decides it is in the hash. */
async function hashOf(sources) {
  const hash = createHash('sha256').update(JSON.stringify(placeholders))
  for (const [path, content] of sources) hash.update(`\0${path}\0${content}`)
  for (const tool of [graphCli, graphTs, fileURLToPath(import.meta.url)]) hash.update(await readFile(tool))
  return hash.digest('hex').slice(0, 24)
}

async function compile(sources, directory) {
  // Below the package, so that the compiler finds node_modules.
  const work = join(root, 'build', `work-${randomUUID()}`)
  try {
    for (const [path, content] of sources) {
      await mkdir(dirname(join(work, path)), { recursive: true })
      await writeFile(join(work, path), content)
    }
    await writeFile(join(work, 'subgraph.yaml'), fillTemplate(sources.get('subgraph.template.yaml'), placeholders))
    await graph(work, 'codegen')
    await graph(work, 'build')
    // Editors look for the generated types here.
    await rm(join(root, 'generated'), { recursive: true, force: true })
    await cp(join(work, 'generated'), join(root, 'generated'), { recursive: true })
    await rename(work, directory).catch((error) => {
      // Two that found the same abandoned lock may both have compiled.
      if (!existsSync(directory)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Runs graph-cli; its output is shown only if it fails. */
function graph(cwd, command) {
  const bin = join(dirname(graphCli), 'bin', 'run.js')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, command], { cwd, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`graph ${command} failed:\n${stdout}\n${stderr}`))
      else resolve()
    })
  })
}
