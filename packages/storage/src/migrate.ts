import { readDatabaseUrl } from './config.js'
import { migrate } from './db/runMigrations.js'

try {
  const ran = await migrate(readDatabaseUrl())
  process.stdout.write(`${ran.length === 0 ? 'the database is up to date' : `migrated: ${ran.join(', ')}`}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
