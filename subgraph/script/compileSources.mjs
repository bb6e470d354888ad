import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fillTemplate, placeholders } from './manifestValues.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)
const inputs = ['subgraph.template.yaml', 'schema.graphql', 'abis', 'src']
const graphCli = require.resolve('@graphprotocol/graph-cli/package.json')

/**
 * Compiles the mappings, unless these very sources were compiled before, and returns the directory that holds
 * `build/` (WASM, ABIs, schema, manifest with placeholders) and `generated/` (types).
 * Safe to run several times at once: each run works in a directory of its own and publishes it by a rename.
 * @returns {Promise<{ directory: string, cached: boolean }>}
 */
export async function compileSources() {
  const cache = join(root, 'build', 'cache')
  const directory = join(cache, await hashOfSources())
  if (existsSync(directory)) return { directory, cached: true }

  // Below the package, so that the compiler finds node_modules.
  const work = join(root, 'build', `work-${randomUUID()}`)
  await mkdir(work, { recursive: true })
  try {
    for (const input of inputs) await cp(join(root, input), join(work, input), { recursive: true })
    const template = await readFile(join(work, 'subgraph.template.yaml'), 'utf8')
    await writeFile(join(work, 'subgraph.yaml'), fillTemplate(template, placeholders))
    await graph(work, 'codegen')
    await graph(work, 'build')
    await mkdir(cache, { recursive: true })
    await rename(work, directory).catch((error) => {
      // Somebody else published the same sources first.
      if (!existsSync(directory)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  await showTypes(directory)
  return { directory, cached: false }
}

/** Everything that decides what the compiler writes. */
async function hashOfSources() {
  const hash = createHash('sha256')
  const packages = [graphCli, require.resolve('@graphprotocol/graph-ts/package.json')]
  const files = [...packages, ...(await filesBelow(inputs)), fileURLToPath(import.meta.url)]
  for (const file of files) hash.update(`${relative(root, file)}\0`).update(await readFile(file))
  hash.update(JSON.stringify(placeholders))
  return hash.digest('hex').slice(0, 24)
}

async function filesBelow(names) {
  const files = []
  for (const name of names) {
    const path = join(root, name)
    if (name.includes('.')) files.push(path)
    else {
      const entries = await readdir(path, { recursive: true, withFileTypes: true })
      files.push(...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)))
    }
  }
  return files.sort()
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

/** Leaves the generated types where editors look for them. */
async function showTypes(directory) {
  await rm(join(root, 'generated'), { recursive: true, force: true })
  await cp(join(directory, 'generated'), join(root, 'generated'), { recursive: true })
}
