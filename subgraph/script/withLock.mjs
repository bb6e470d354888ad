import { open, readFile, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `work` while no other process on this machine runs it under the same lock file; waits for its turn.
 * A lock whose process is gone is taken over.
 */
export async function withLock(file, work) {
  while (!(await take(file))) {
    if (await isAbandoned(file)) await rm(file, { force: true })
    else await sleep(200)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function take(file) {
  try {
    const handle = await open(file, 'wx')
    await handle.writeFile(String(process.pid))
    await handle.close()
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

async function isAbandoned(file) {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''))
  // Empty: its owner is about to write its id, or has just finished.
  if (!owner) return false
  try {
    process.kill(owner, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
