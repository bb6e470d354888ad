import { readFileSync } from 'node:fs'

/** Ticks a second in which Linux tells processor time to programs, on all its processors. */
const TICKS = 100
/** Processes of a tree that are looked at: a helper, a namespace's first process, the program. */
const MOST = 64
/** Fields of `/proc/PID/stat` behind the name: time of the process and of its children that have ended. */
const TIMES = [11, 12, 13, 14]

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** A process and those that it has started, as far as they run. */
export function processTree(leader: number): readonly number[] {
  const pids = [leader]
  for (let at = 0; at < pids.length && at < MOST; at++) {
    const pid = pids[at]
    const children = textOf(`/proc/${pid}/task/${pid}/children`) ?? ''
    pids.push(
      ...children
        .split(' ')
        .filter((child) => child !== '')
        .map(Number),
    )
  }
  return pids.slice(0, MOST)
}

/**
 * Processor time, user and system, that a process, its running descendants and its ended children have used so far;
 * seconds, in steps of 0.01. It is read at once, so that it can be read before a process is ended.
 * @returns null where there is no `/proc`, or the process has ended
 */
export function treeSeconds(leader: number): number | null {
  let ticks: number | null = null
  for (const pid of processTree(leader)) {
    // The name before the fields may contain anything.
    const stat = textOf(`/proc/${pid}/stat`)
    if (stat === null) continue
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticks = TIMES.reduce((sum, field) => sum + Number(fields[field]), ticks ?? 0)
  }
  return ticks === null ? null : ticks / TICKS
}
