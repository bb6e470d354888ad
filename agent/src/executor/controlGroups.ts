import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where Linux shows control groups; version 2 beside version 1 has a folder of its own in it. */
export const CGROUP_ROOT = '/sys/fs/cgroup'
const NANOSECONDS = 1_000_000_000
const MICROSECONDS = 1_000_000

/** Control groups of a process, as folders. */
export interface Groups {
  /** The folder of version 1's controller, or the one of version 2; null where the process has no group of its own. */
  folderOf(controller: string): string | null
}

/**
 * Reads the control groups of a process.
 * @param text of `/proc/PID/cgroup`
 */
export function parseGroups(text: string, root = CGROUP_ROOT): Groups {
  const lines = text
    .split('\n')
    .map((line) => /^\d+:([^:]*):(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, controllers = '', path = '']) => ({ controllers: controllers.split(','), path }))
  return {
    folderOf(controller) {
      const of = lines.find(({ controllers }) => controllers.includes(controller))
      if (of) return of.path === '/' ? null : join(root, controller, of.path)
      const unified = lines.find(({ controllers }) => controllers.length === 1 && controllers[0] === '')
      return !unified || unified.path === '/' ? null : join(root, unified.path)
    },
  }
}

/** The control groups of a process that runs. @throws the system's errors when it has ended */
export const groupsOf = (pid: number | 'self'): Groups => parseGroups(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))

function numberIn(path: string, form: RegExp): number | null {
  try {
    const [, digits] = form.exec(readFileSync(path, 'utf8')) ?? []
    return digits === undefined ? null : Number(digits)
  } catch {
    return null
  }
}

/** Processor time of a control group and of all that it has had in it, seconds; null where it does not tell. */
export function readGroupSeconds(folder: string): number | null {
  const version1 = numberIn(join(folder, 'cpuacct.usage'), /^(\d+)/)
  if (version1 !== null) return version1 / NANOSECONDS
  const version2 = numberIn(join(folder, 'cpu.stat'), /^usage_usec (\d+)/m)
  return version2 === null ? null : version2 / MICROSECONDS
}
