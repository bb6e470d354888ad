import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { abiNameOf, contractNames } from './contractNames.mjs'

/**
 * The subgraph's sources as the compiler shall see them: path below `root` → content, sorted by path.
 * ABIs are reduced to their events: functions would only make the compiler slower, and a changed function is no
 * reason to compile again.
 * @returns {Promise<Map<string, string>>}
 */
export async function readSources(root) {
  const sources = new Map()
  for (const file of ['subgraph.template.yaml', 'schema.graphql']) {
    sources.set(file, await readFile(join(root, file), 'utf8'))
  }
  for (const name of new Set(contractNames.map(abiNameOf))) {
    const file = join('abis', `${name}.json`)
    const events = JSON.parse(await readFile(join(root, file), 'utf8')).filter(({ type }) => type === 'event')
    sources.set(file, JSON.stringify(events, null, 2))
  }
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name)
    sources.set(relative(root, path), await readFile(path, 'utf8'))
  }
  return new Map([...sources].sort(([one], [other]) => (one < other ? -1 : 1)))
}
