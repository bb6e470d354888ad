import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long the kernel gets to finish what was killed, ms. */
const GONE_MS = 2_000

/** Ends every process of a group; nothing happens when the group has ended already. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/**
 * State and group of a process from Linux's `/proc`; null when it has ended. The name before them may contain anything.
 */
async function processStatus(pid: string): Promise<{ state: string; group: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  const [state, , group] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? []
  return state === undefined ? null : { state, group: Number(group) }
}

/** Whether a process of the group still runs. One that has ended and waits for its parent to notice does not. */
export async function groupIsAlive(leader: number): Promise<boolean> {
  try {
    process.kill(-leader, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const statuses = await Promise.all(pids.map(processStatus))
  return statuses.some((status) => status?.group === leader && status.state !== 'Z' && status.state !== 'X')
}

/** Waits until no process of a killed group runs; inside a namespace they end a moment after their leader. */
export async function untilGroupIsGone(leader: number): Promise<void> {
  const deadline = performance.now() + GONE_MS
  while ((await groupIsAlive(leader)) && performance.now() < deadline) await sleep(5)
}
