import { readFile } from 'node:fs/promises'

export interface ProcessMark {
  readonly pid: number
  /** Start of the process in the kernel's ticks since boot. */
  readonly startTicks: string
}

/**
 * The mark that distinguishes a process from a later one with the same id; null when it is gone or the system has no
 * /proc.
 */
export async function markProcess(pid: number): Promise<ProcessMark | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  // The name in brackets may hold anything; the fields behind it count from 3. Start time is field 22.
  const startTicks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return startTicks ? { pid, startTicks } : null
}

/**
 * Ends what a killed agent left running, so that a job never runs twice at once.
 * @returns whether there was anything to end.
 */
export async function endLeftoverProcess(mark: ProcessMark | null): Promise<boolean> {
  if (!mark || (await markProcess(mark.pid))?.startTicks !== mark.startTicks) return false
  try {
    // The program leads its own process group.
    process.kill(-mark.pid, 'SIGKILL')
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
