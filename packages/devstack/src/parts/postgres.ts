import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { dieWithParent } from '../dieWithParent.js'
import { nativeBinary } from '../paths.js'
import type { Supervisor } from '../supervisor.js'
import { asUser, type UnprivilegedUser, unprivilegedUser } from '../unprivilegedUser.js'
import { type PartContext, stages } from './context.js'

const USER = 'aiigo'

export interface Databases {
  /** The platform's own. */
  aiigo: string
  /** graph-node's. */
  graph: string
}

/**
 * Starts PostgreSQL on the loopback address with the databases `aiigo` and `graph`. graph-node's is emptied at each
 * start: `gnd dev` deploys its subgraph anew every time anyway, and onto a database that already has it sometimes fails
 * for good with "Record not found". The chain keeps its history, so it is indexed again.
 */
export async function startPostgres({
  files,
  ports,
  secrets,
  supervisor,
  baseEnv,
  progress,
}: PartContext): Promise<Databases> {
  const done = progress.step('starting PostgreSQL')
  const user = unprivilegedUser()
  if (!existsSync(join(files.postgres, 'PG_VERSION')))
    await initialise(supervisor, files.postgres, secrets.databasePassword, user)
  const settings = {
    shared_preload_libraries: 'pg_stat_statements',
    max_connections: '300',
    // A crash of the machine may lose the last moments, never consistency.
    synchronous_commit: 'off',
    // No socket file: a second stack must not meet it.
    unix_socket_directories: '',
    listen_addresses: '127.0.0.1',
    port: String(ports.postgres),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const binary = nativeBinary('postgres')
  const { command, args } = dieWithParent('SIGINT', binary, ['-D', files.postgres, ...flags])
  supervisor.start({
    ...asUser(user, command, args, [binary, join(files.postgres, 'base')]),
    name: 'postgres',
    env: baseEnv,
    cwd: '/',
    stage: stages.postgres,
    // "Fast" shutdown: clients are disconnected, data is flushed.
    stopSignal: 'SIGINT',
    stopLimitMs: 8000,
  })
  const url = (database: string): string =>
    `postgresql://${USER}:${secrets.databasePassword}@127.0.0.1:${ports.postgres}/${database}`
  await supervisor.waitReady('postgres', 60_000, async () => {
    await withClient(url('postgres'), async (client) => {
      const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database')
      if (!rows.some(({ datname }) => datname === 'aiigo')) await client.query('CREATE DATABASE aiigo')
    })
    await emptyGraphDatabase(url('graph'))
  })
  done(`postgres ready on 127.0.0.1:${ports.postgres}`)
  return { aiigo: url('aiigo'), graph: url('graph') }
}

/** Makes graph-node's database anew; graph-node must not run. @param graphUrl of that database */
export async function emptyGraphDatabase(graphUrl: string): Promise<void> {
  const server = new URL(graphUrl)
  server.pathname = '/postgres'
  await withClient(server.href, async (client) => {
    await client.query('DROP DATABASE IF EXISTS graph WITH (FORCE)')
    await client.query('CREATE DATABASE graph')
  })
}

/** Runs work with one connection and closes it in every case. */
export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  // An error of the connection after the work is done has no receiver.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function initialise(
  supervisor: Supervisor,
  folder: string,
  password: string,
  user: UnprivilegedUser | undefined,
): Promise<void> {
  // Without PG_VERSION what is there comes from an attempt that was cut off.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const passwordFile = join(folder, '..', `.${randomUUID()}`)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user) {
    chownSync(folder, user.uid, user.gid)
    chownSync(passwordFile, user.uid, user.gid)
  }
  const args = ['-D', folder, `--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--locale=C']
  const initdb = asUser(
    user,
    nativeBinary('initdb'),
    [...args, '--encoding=UTF8', '--no-sync'],
    [passwordFile, join(folder, 'base')],
  )
  try {
    await supervisor.runToEnd({ what: `initdb in ${folder}`, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, ...initdb })
  } finally {
    rmSync(passwordFile, { force: true })
  }
}
