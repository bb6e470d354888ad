import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileSources } from './compileSources.mjs'
import { fillCompiled, valuesOf } from './manifestValues.mjs'

/**
 * Writes a subgraph for one deployment: `<out>/subgraph.yaml`, which `gnd dev --manifests` takes, and what belongs
 * to it in `<out>/build/`.
 * @param {{ deployment: { startBlock: number, addresses: Record<string, string> }, out: string, network: string }}
 * options
 * @returns {Promise<{ manifest: string, cached: boolean }>} `cached`: nothing had to be compiled.
 */
export async function writeSubgraph({ deployment, out, network }) {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(network)) {
    throw new Error(
      `--network: expected a name of lower-case letters, digits and dashes, got ${JSON.stringify(network)}`,
    )
  }
  const { directory, cached } = await compileSources()
  const built = join(out, 'build')
  await mkdir(out, { recursive: true })
  await rm(built, { recursive: true, force: true })
  await cp(join(directory, 'build'), built, { recursive: true })

  const compiled = await readFile(join(directory, 'build', 'subgraph.yaml'), 'utf8')
  const manifest = fillCompiled(compiled, valuesOf(deployment, network))
  await writeFile(join(built, 'subgraph.yaml'), manifest)
  // gnd takes this one's place and name only, and reads its namesake in build/.
  const path = join(out, 'subgraph.yaml')
  await writeFile(path, manifest.replace(/^(\s*file: )(?:\.\/)?/gm, '$1build/'))
  return { manifest: path, cached }
}
