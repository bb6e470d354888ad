import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CGROUP_ROOT, groupsOf } from '../controlGroups.js'

export interface GroupLimits {
  readonly memoryMiB: number
  readonly processes: number
  /** Processors; all unless given. */
  readonly cores?: number | undefined
}

/** The control groups of one job. */
export interface JobGroup {
  /** Files that take in the process that writes its id. */
  readonly doors: readonly string[]
  /** Folder that tells the processor time. */
  readonly processor: string
  /** How many processes the kernel has ended for their memory. */
  memoryKills(): Promise<number>
  /** Ends what is left in it, and removes it. */
  remove(): Promise<void>
}

/** Where the control groups of an agent's jobs are. */
export interface GroupPlace {
  /** @throws the system's errors */
  make(name: string, limits: GroupLimits): Promise<JobGroup>
  /** Ends what an agent of before has left. */
  clear(): Promise<void>
  /** Removes the place, with what is left in it. */
  close(): Promise<void>
}

const MIB = 1_048_576
/** Microseconds in which a share of processors is counted. */
const PERIOD = 100_000
const CONTROLLERS = ['memory', 'pids', 'cpu', 'cpuacct'] as const
const GONE_MS = 2_000

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function endAll(folder: string): Promise<void> {
  for (const pid of (await readFile(join(folder, 'cgroup.procs'), 'utf8').catch(() => '')).split('\n')) {
    try {
      if (pid !== '') process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Removes a group; the kernel needs a moment until its processes are gone. */
async function removeGroup(folder: string): Promise<void> {
  const until = performance.now() + GONE_MS
  for (;;) {
    const error = await rmdir(folder).then(
      () => null,
      (failed: NodeJS.ErrnoException) => failed,
    )
    if (error === null || error.code === 'ENOENT') return
    if (performance.now() > until) throw error
    await endAll(folder)
    await sleep(5)
  }
}

/** A place that consists of a folder for each kind of limit, or of one for all. */
function placeOf(
  folders: readonly string[],
  write: (name: string, limits: GroupLimits) => Promise<JobGroup>,
): GroupPlace {
  async function clear(): Promise<void> {
    for (const folder of folders) {
      const left = await readdir(folder, { withFileTypes: true }).catch(() => [])
      for (const entry of left) if (entry.isDirectory()) await removeGroup(join(folder, entry.name))
    }
  }
  return {
    make: write,
    clear,
    async close() {
      await clear()
      for (const folder of folders) await removeGroup(folder)
    },
  }
}

async function numberAfter(path: string, word: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return Number(new RegExp(`^${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
}

/** Control groups of version 1: a hierarchy for each kind of limit. */
async function version1(name: string): Promise<GroupPlace> {
  const own = groupsOf('self')
  const folders = CONTROLLERS.map((controller) => join(own.folderOf(controller) ?? join(CGROUP_ROOT, controller), name))
  const [memory, pids, cpu, cpuacct] = folders as [string, string, string, string]
  for (const folder of folders) await mkdir(folder, { recursive: true })
  return placeOf(folders, async (job, limits) => {
    const mine = folders.map((folder) => join(folder, job))
    for (const folder of mine) await mkdir(folder, { recursive: true })
    const bytes = String(limits.memoryMiB * MIB)
    await writeFile(join(memory, job, 'memory.limit_in_bytes'), bytes)
    const withSwap = join(memory, job, 'memory.memsw.limit_in_bytes')
    if (await isThere(withSwap)) await writeFile(withSwap, bytes)
    await writeFile(join(pids, job, 'pids.max'), String(limits.processes))
    if (limits.cores !== undefined) {
      await writeFile(join(cpu, job, 'cpu.cfs_period_us'), String(PERIOD))
      await writeFile(join(cpu, job, 'cpu.cfs_quota_us'), String(limits.cores * PERIOD))
    }
    return {
      doors: [...new Set(mine)].map((folder) => join(folder, 'cgroup.procs')),
      processor: join(cpuacct, job),
      memoryKills: () => numberAfter(join(memory, job, 'memory.oom_control'), 'oom_kill'),
      async remove() {
        for (const folder of mine) await removeGroup(folder)
      },
    }
  })
}

/**
 * Control groups of version 2: one hierarchy, in which a group has either processes or groups below it. So the agent
 * itself moves into a group beside those of its jobs.
 */
async function version2(name: string): Promise<GroupPlace> {
  const own = groupsOf('self').folderOf('') ?? CGROUP_ROOT
  const agents = 'aiigo-agent'
  const base = own.endsWith(`/${agents}`) ? dirname(own) : own
  const place = join(base, name)
  const enable = (folder: string): Promise<void> =>
    writeFile(join(folder, 'cgroup.subtree_control'), '+memory +pids +cpu')
  async function moveAgent(): Promise<void> {
    await mkdir(join(base, agents), { recursive: true })
    for (const pid of (await readFile(join(base, 'cgroup.procs'), 'utf8')).split('\n')) {
      if (pid !== '') await writeFile(join(base, agents, 'cgroup.procs'), pid)
    }
  }
  // The machine's first group may have both; in others the kernel answers EBUSY while a process is there.
  await enable(base).catch(async () => {
    await moveAgent()
    await enable(base)
  })
  await mkdir(place, { recursive: true })
  await enable(place)
  return placeOf([place], async (job, limits) => {
    const mine = join(place, job)
    await mkdir(mine, { recursive: true })
    await writeFile(join(mine, 'memory.max'), String(limits.memoryMiB * MIB))
    const swap = join(mine, 'memory.swap.max')
    if (await isThere(swap)) await writeFile(swap, '0')
    await writeFile(join(mine, 'pids.max'), String(limits.processes))
    if (limits.cores !== undefined) await writeFile(join(mine, 'cpu.max'), `${limits.cores * PERIOD} ${PERIOD}`)
    return {
      doors: [join(mine, 'cgroup.procs')],
      processor: mine,
      memoryKills: () => numberAfter(join(mine, 'memory.events'), 'oom_kill'),
      remove: () => removeGroup(mine),
    }
  })
}

/**
 * Makes the place of the control groups of an agent's jobs, below the agent's own group where it has one.
 * @param folder of this agent alone: another agent has another place
 * @throws the system's errors where this user may not make any
 */
export async function openGroupPlace(folder: string): Promise<GroupPlace> {
  const name = `aiigo-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  return (await isThere(join(CGROUP_ROOT, 'cgroup.controllers'))) ? version2(name) : version1(name)
}
