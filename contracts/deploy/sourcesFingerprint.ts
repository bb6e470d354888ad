import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { contractsRoot } from './paths.js'

const require = createRequire(import.meta.url)
const compilers: { version: string }[] = [
  require('solc/package.json'),
  require('@openzeppelin/contracts/package.json'),
  require('@foundry-rs/forge/package.json'),
]

/**
 * The inputs of the committed artifacts, as SHA-256 in hex: the contracts, the settings, the compilers'
 * versions.
 */
export function sourcesFingerprint(): string {
  const hash = createHash('sha256')
  const sources = readdirSync(join(contractsRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sol'))
    .map((path) => join('src', path))
    .sort()
  for (const path of sources) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(contractsRoot, path)))
      .update('\0')
  }
  hash.update(compilerSettings())
  for (const { version } of compilers) hash.update(`${version}\0`)
  return hash.digest('hex')
}

/** The profiles that `ship.mjs` compiles with; how long tests run changes no byte. */
function compilerSettings(): string {
  const sections = readFileSync(join(contractsRoot, 'foundry.toml'), 'utf8').split(/^(?=\[)/m)
  const settings = sections.filter((section) => /^\[profile\.(default|ship)\]/.test(section))
  if (settings.length !== 2) {
    throw new Error(`expected the profiles default and ship in foundry.toml, found ${settings.length} of them`)
  }
  return settings.join('')
}
