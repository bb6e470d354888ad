import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { StackError } from './errors.js'
import { identify, isAlive, type ProcessIdentity } from './processIdentity.js'

export interface RecordedPart extends ProcessIdentity {
  name: string
  /** How this part is asked to end. */
  stopSignal: NodeJS.Signals
}

interface Run {
  supervisor: ProcessIdentity
  /** In the order they were started. */
  parts: RecordedPart[]
  /** Set when the supervisor has begun to stop everything: a new start waits for it. */
  stopping?: boolean
}

export interface RunFile {
  add(part: RecordedPart): void
  remove(pid: number): void
  /** Says that the stack is stopping. */
  markStopping(): void
  close(): void
}

/** Time for a left-over process to end on its signal. */
const GRACE_MS = 5000

/** How long an ordered stop of the stack before may take. */
const STOP_WAIT_MS = 30_000

/** How long a process that got SIGKILL may still be seen. */
const DEATH_WAIT_MS = 500

/**
 * Takes the data folder for this process: `run.json` records the supervisor and every process it started.
 * Processes that a killed supervisor left behind are ended first, each by its own signal, then by force.
 *
 * @param onCleanup gets the name of each left-over process that is ended
 * @throws {StackError} when another stack runs on this data folder
 */
export async function openRunFile(path: string, onCleanup: (name: string, pid: number) => void): Promise<RunFile> {
  const supervisor = identify(process.pid)
  if (!supervisor) throw new StackError('expected /proc of Linux, but this process is not in it')
  const run: Run = { supervisor, parts: [] }
  for (let attempt = 0; !claim(path, run); attempt++) {
    const previous = await afterStop(path)
    if (previous && isAlive(previous.supervisor)) {
      throw new StackError(
        `a stack already runs on this data folder (pid ${previous.supervisor.pid}, ${path}); stop it with Ctrl-C in its terminal or: kill ${previous.supervisor.pid}`,
      )
    }
    if (attempt > 3) throw new StackError(`another process keeps taking ${path}; is a second start running?`)
    for (const part of previous?.parts.toReversed() ?? []) await endLeftOver(part, onCleanup)
    rmSync(path, { force: true })
  }
  const save = (): void => {
    writeFileSync(`${path}.new`, JSON.stringify(run, null, 2))
    renameSync(`${path}.new`, path)
  }
  return {
    add(part) {
      run.parts.push(part)
      save()
    },
    remove(pid) {
      run.parts = run.parts.filter((part) => part.pid !== pid)
      save()
    },
    markStopping() {
      run.stopping = true
      save()
    },
    close: () => rmSync(path, { force: true }),
  }
}

/** Creates the file with its content in one step: of two starts at once only one succeeds. */
function claim(path: string, run: Run): boolean {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, JSON.stringify(run))
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function read(path: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Run
  } catch {
    return undefined
  }
}

/**
 * Waits until a supervisor that is stopping, or was killed just now, has ended, and reads the file then.
 */
async function afterStop(path: string): Promise<Run | undefined> {
  const begun = Date.now()
  for (;;) {
    const run = read(path)
    const patience = run?.stopping ? STOP_WAIT_MS : DEATH_WAIT_MS
    if (!run || !isAlive(run.supervisor) || Date.now() > begun + patience) return run
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function endLeftOver(part: RecordedPart, onCleanup: (name: string, pid: number) => void): Promise<void> {
  if (!isAlive(part)) return
  onCleanup(part.name, part.pid)
  signalGroup(part.pid, part.stopSignal)
  for (let waited = 0; waited < GRACE_MS && isAlive(part); waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  signalGroup(part.pid, 'SIGKILL')
}

/** Signals every process of a group; no error when it is already gone. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
