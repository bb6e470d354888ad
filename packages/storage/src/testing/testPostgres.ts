import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readTestDatabaseUrl } from './config.js'

const START_LIMIT_MS = 60_000

/**
 * URL of a PostgreSQL server for tests: `TEST_DATABASE_URL`, or one that is started for this test run, shared by all
 * its processes, and stopped when the run is over (its keeper watches the run's main process).
 * @param durable with PostgreSQL's own settings, so that a commit waits for the disk: for measuring
 */
export async function testPostgres(durable = false): Promise<string> {
  const given = readTestDatabaseUrl()
  if (given) return given
  // jest's workers are children with a message channel; in-band runs are the main process itself.
  const mainPid = process.send ? process.ppid : process.pid
  const folder = join(tmpdir(), `aiigo-test-postgres-${mainPid}${durable ? '-durable' : ''}`)
  const urlFile = join(folder, 'url')
  const errorFile = join(folder, 'error')
  if (isStale(folder)) rmSync(folder, { recursive: true, force: true })
  if (takesFolder(folder)) {
    const keeper = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('../../testing/postgresKeeper.mjs', import.meta.url)),
        folder,
        String(mainPid),
        durable ? 'durable' : 'fast',
      ],
      { detached: true, stdio: 'ignore' },
    )
    writeFileSync(join(folder, 'pid'), String(keeper.pid))
    keeper.unref()
  }
  for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await sleep(50)) {
    if (existsSync(urlFile)) return readFileSync(urlFile, 'utf8')
    if (existsSync(errorFile)) throw new Error(`PostgreSQL for tests did not start: ${readFileSync(errorFile, 'utf8')}`)
  }
  throw new Error(`PostgreSQL for tests did not answer within ${START_LIMIT_MS} ms; its folder is ${folder}`)
}

function takesFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 })
    return true
  } catch {
    return false
  }
}

/** Left over by a keeper that was killed, from a run whose pid is ours now. */
function isStale(folder: string): boolean {
  const pidFile = join(folder, 'pid')
  if (!existsSync(pidFile)) return false
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0)
    return false
  } catch {
    return true
  }
}
