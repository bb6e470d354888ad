import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of a tick of the kernel's clock for processes (`getconf CLK_TCK` is 100 on Linux). */
const TICK_MS = 10
const PAGE_BYTES = 4_096
const SAMPLE_MS = 1_000

export interface Usage {
  /** Processor time up to now, user and system, with that of processes that have ended. Milliseconds. */
  readonly cpuMs: number
  readonly rssBytes: number
}

export interface ProcessMeter {
  /** Use of processor and memory by part. */
  read(): ReadonlyMap<string, Usage>
  /** Processor time of all processes of the machine since it started, milliseconds. */
  machineMs(): number
  stop(): void
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
const REST = 'postgres: rest'

/**
 * Meters parts of the stack, their child processes included. PostgreSQL's part is divided by the databases of its
 * backends; `postgres: rest` has its other processes. Backends end when they are not used: a sample each second shows
 * which they were.
 * @param parts process ids by names, asked for again at each sample
 * @param onSample gets the sample of each second
 */
export function createProcessMeter(
  parts: () => ReadonlyMap<string, number>,
  onSample: (processes: ReadonlyMap<string, Usage>) => void,
): ProcessMeter {
  /** Processes of the last sample with the part that each belongs to, and the root of that part. */
  let known = new Map<number, { name: string; root: number; cpuMs: number }>()
  /** Processor time of processes that have ended, by their part, and by root. */
  const ended = new Map<string, number>()
  const endedOf = new Map<number, number>()

  function sample(): Map<string, Usage> {
    const all = new Map(listProcesses().map((process) => [process.pid, process]))
    const childrenOf = Map.groupBy(all.values(), ({ parent }) => parent)
    for (const [pid, { name, root, cpuMs }] of known) {
      if (all.has(pid) || pid === root) continue
      ended.set(name, (ended.get(name) ?? 0) + cpuMs)
      endedOf.set(root, (endedOf.get(root) ?? 0) + cpuMs)
    }
    known = new Map()
    const usage = new Map([...ended].map(([name, cpuMs]) => [name, { cpuMs, rssBytes: 0 }]))
    const add = (name: string, cpuMs: number, rssBytes: number): void => {
      const sum = usage.get(name) ?? { cpuMs: 0, rssBytes: 0 }
      usage.set(name, { cpuMs: sum.cpuMs + cpuMs, rssBytes: sum.rssBytes + rssBytes })
    }
    const current = parts()
    // The process that starts the parts is one of them itself.
    const roots = new Set(current.values())
    for (const [name, root] of current) {
      const waiting = [all.get(root)]
      for (let process = waiting.pop(); process; process = waiting.pop()) {
        const { pid, cpuMs, endedMs, rssBytes } = process
        const of = name === POSTGRES ? databaseOf(pid) : name
        known.set(pid, { name: of, root, cpuMs })
        add(of, cpuMs - endedMs, rssBytes)
        // Children that ended between two samples were never seen.
        add(name === POSTGRES ? REST : name, endedMs - (pid === root ? (endedOf.get(root) ?? 0) : 0), 0)
        waiting.push(...(childrenOf.get(pid) ?? []).filter((child) => !roots.has(child.pid)))
      }
    }
    return usage
  }

  sample()
  const timer = setInterval(() => onSample(sample()), SAMPLE_MS)
  return {
    read: sample,
    machineMs: readMachine,
    stop: () => clearInterval(timer),
  }
}

function databaseOf(pid: number): string {
  // A backend names itself: "postgres: USER DATABASE ADDRESS STATE".
  const [, , database = ''] = textOf(`/proc/${pid}/cmdline`).split(' ')
  return DATABASES[database] ?? REST
}

function readMachine(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
    textOf('/proc/stat').split('\n', 1)[0]?.split(/\s+/).slice(1).map(Number) ?? []
  return (user + nice + system + irq + softirq) * TICK_MS
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
