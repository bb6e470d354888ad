import { readFileSync } from 'node:fs'

/** A process, distinguished from a later one with the same pid. */
export interface ProcessIdentity {
  pid: number
  /** Clock ticks between boot and the start of the process. */
  startTime: string
}

/** Undefined when there is no such process (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the name in brackets and may itself contain spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return { pid, startTime: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

export function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  return identify(pid)?.startTime === startTime
}
