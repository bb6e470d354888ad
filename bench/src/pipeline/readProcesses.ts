import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of a tick of the kernel's clock for processes (`getconf CLK_TCK` is 100 on Linux). */
const TICK_MS = 10
const PAGE_BYTES = 4_096

export interface Usage {
  /** Processor time since the start, user and system, with that of children that have ended. Milliseconds. */
  readonly cpuMs: number
  readonly rssBytes: number
}

interface Process extends Usage {
  readonly pid: number
  readonly parent: number
  /** The part of `cpuMs` that belongs to children that have ended. */
  readonly endedMs: number
}

/** Backends of these databases are counted apart from the rest of their cluster. */
const DATABASES: Readonly<Record<string, string>> = { aiigo: 'postgres: platform', graph: 'postgres: graph-node' }
const POSTGRES = 'postgres'

/**
 * Use of processor and memory by parts of the stack, their child processes included. PostgreSQL's part is divided by
 * the databases of its backends; `postgres: rest` has its other processes and the backends that have ended.
 * @param parts process ids by names
 */
export function readProcesses(parts: ReadonlyMap<string, number>): Map<string, Usage> {
  const all = new Map(listProcesses().map((process) => [process.pid, process]))
  const childrenOf = Map.groupBy(all.values(), ({ parent }) => parent)
  const usage = new Map<string, { cpuMs: number; rssBytes: number }>()
  const add = (name: string, cpuMs: number, rssBytes: number): void => {
    const sum = usage.get(name) ?? { cpuMs: 0, rssBytes: 0 }
    usage.set(name, { cpuMs: sum.cpuMs + cpuMs, rssBytes: sum.rssBytes + rssBytes })
  }
  // The process that starts the parts is one of them itself.
  const roots = new Set(parts.values())
  for (const [name, root] of parts) {
    const waiting = [all.get(root)]
    for (let process = waiting.pop(); process; process = waiting.pop()) {
      const { pid, cpuMs, endedMs, rssBytes } = process
      const of = name === POSTGRES ? `${databaseOf(pid)}` : name
      add(of, cpuMs - endedMs, rssBytes)
      add(name === POSTGRES ? 'postgres: rest' : name, endedMs, 0)
      waiting.push(...(childrenOf.get(pid) ?? []).filter((child) => !roots.has(child.pid)))
    }
  }
  return usage
}

function databaseOf(pid: number): string {
  // A backend names itself: "postgres: USER DATABASE ADDRESS STATE".
  const [, , database = ''] = textOf(`/proc/${pid}/cmdline`).split(' ')
  return DATABASES[database] ?? 'postgres: rest'
}

function listProcesses(): Process[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    // The command is in brackets and may contain any character.
    const fields = textOf(`/proc/${entry}/stat`).split(') ').at(-1)?.split(' ').map(Number)
    if (!fields || fields.length < 22) return []
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0, pages = 0] = [1, 11, 12, 13, 14, 21].map(
      (at) => fields[at],
    )
    const endedMs = (endedUser + endedSystem) * TICK_MS
    const cpuMs = (user + system) * TICK_MS + endedMs
    return [{ pid: Number(entry), parent, cpuMs, endedMs, rssBytes: pages * PAGE_BYTES }]
  })
}

/** Text of a file of /proc; empty when its process has ended meanwhile. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
