// A copy of the Foundry project in the system's temporary folder, for commands that change sources or compile
// differently.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contractsRoot } from '../dist/index.js'

/**
 * Copies configuration, sources, tests and the compiler's wrapper; dependencies are linked. `remove` deletes it.
 * @example
 * const copy = createCopy()
 * try { spawnSync('forge', ['test'], { cwd: copy.root }) } finally { copy.remove() }
 */
export function createCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-contracts-'))
  const root = join(folder, 'contracts')
  mkdirSync(join(root, 'lib'), { recursive: true })
  for (const name of ['foundry.toml', 'package.json', 'src', 'test', 'script']) {
    cpSync(join(contractsRoot, name), join(root, name), { recursive: true })
  }
  symlinkSync(join(contractsRoot, '..', 'node_modules'), join(folder, 'node_modules'))
  symlinkSync('../../node_modules/@openzeppelin', join(root, 'lib', '@openzeppelin'))
  return { root, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
