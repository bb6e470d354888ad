import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { contractsRoot } from './paths.js'

const require = createRequire(import.meta.url)

/** What the committed artifacts were compiled from, SHA-256 in hex: the contracts, the settings, the compilers' versions. */
export function sourcesFingerprint(): string {
  const hash = createHash('sha256')
  const sources = readdirSync(join(contractsRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sol'))
    .map((path) => join('src', path))
    .sort()
  for (const path of [...sources, 'foundry.toml']) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(contractsRoot, path)))
      .update('\0')
  }
  for (const name of ['solc', '@openzeppelin/contracts']) hash.update(`${require(`${name}/package.json`).version}\0`)
  return hash.digest('hex')
}
