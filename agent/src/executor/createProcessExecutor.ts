import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdtemp, open, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Image, ImageError } from '@aiigo/domain'
import { LEAST_MEMORY_MIB, MAX_PROCESSES } from './containers/containerArgs.js'
import { createImageStore } from './containers/createImageStore.js'
import { readGroupSeconds } from './controlGroups.js'
import { timeLimitOf } from './createTimeLimit.js'
import { type Execution, type ExecutionHooks, type ExecutionTask, type Executor, stoppedBy } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'
import { collectOutputs, prepareJobDirectory } from './jobDirectory.js'
import { emptyHidden, giveDirectory, takeDirectory } from './jobDirectoryOwner.js'
import { createOutputLimit, noOutputs } from './outputLimit.js'
import { boxCommand, moreVariables } from './processes/boxCommand.js'
import type { FoundProcesses } from './processes/findProcesses.js'
import { folderPlace } from './processes/folderPlace.js'
import { judgeBox } from './processes/judgeBox.js'
import { runProcess } from './runProcess.js'
import { withStandardInput } from './withStandardInput.js'

/** Characters of stderr that are looked at for the reason of an end. */
const PRINTED = 2_000
/** Bubblewrap's own processes in a box. */
const HELPERS = 6
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export interface ProcessExecutorOptions {
  /** The way in which boxes work here, as `findProcesses` has found it. */
  readonly found: FoundProcesses
  /** Disk space of the images that are kept for later jobs, MiB. */
  readonly keptMiB: number
}

/** The program that begins, as containers have it: an entry point of the job's leaves out the image's arguments. */
function commandOf(image: Image, { entrypoint, args }: Pick<ExecutionTask, 'entrypoint' | 'args'>): readonly string[] {
  const rest = args.length > 0 || entrypoint ? args : image.args
  const command = [...(entrypoint ?? image.entrypoint), ...rest]
  if (command.length === 0)
    throw new ImageError('expected a program to begin, got an image without entrypoint and command')
  return command
}

/** Variables of the image, and those of the job above them. */
function envOf(image: Image, task: Pick<ExecutionTask, 'env'>): Readonly<Record<string, string>> {
  const own = image.env.map((text) => {
    const at = text.indexOf('=')
    return at < 1 ? null : ([text.slice(0, at), text.slice(at + 1)] as const)
  })
  const given = Object.fromEntries(own.filter((pair) => pair !== null))
  return { PATH, HOME: '/root', HOSTNAME: 'job', ...given, ...task.env }
}

/** The secrets as arguments for bubblewrap, in a file without a name. @returns null: there are none */
async function openSecrets({ secrets = {} }: ExecutionTask): Promise<FileHandle | null> {
  if (Object.keys(secrets).length === 0) return null
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-box-'))
  try {
    const path = join(folder, 'more')
    await writeFile(path, moreVariables(secrets), { mode: 0o600 })
    return await open(path, 'r')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The layers in words, for people who decide whether to trust a node. */
function describeLayers({ user }: FoundProcesses): string {
  return [
    'a process in a box of bubblewrap with the image as its root',
    'own user, process, network, mount, IPC, host name and control group namespaces; no network',
    'no capabilities, no new privileges, read-only root, a filter of system calls',
    'kernel limits on memory, processes, processors, file size and open files',
    user === null ? 'the agent’s own user outside' : 'a user that this machine has not',
    'files and logs polled',
  ].join('; ')
}

/**
 * Runs images as processes in namespaces of their own, by bubblewrap. See `describe` for the layers that keep them
 * apart.
 * @example
 * const found = await findProcesses('/var/lib/aiigo-agent/processes')
 * if ('groups' in found) await createProcessExecutor({ found, keptMiB: 4_096 }).run(task, hooks, signal)
 */
export function createProcessExecutor({ found, keptMiB }: ProcessExecutorOptions): Executor {
  const { groups, user, filter, architecture, folder } = found
  const isolation = describeLayers(found)
  const place = folderPlace({ folder, filter, user })
  const images = createImageStore({ place, architecture, keptMiB })

  async function execute(task: ExecutionTask, image: Image, ...[hooks, signal]: HooksAndSignal): Promise<Execution> {
    const workDir = await realpath(task.workDir)
    const { limits } = task
    const time = timeLimitOf(task)
    const { maxBytes, isOver } = await createOutputLimit(workDir, limits)
    const command = commandOf(image, task)
    await giveDirectory(workDir, user)
    const group = await groups
      .make(`job-${randomUUID()}`, {
        ...{ memoryMiB: Math.max(LEAST_MEMORY_MIB, limits.memoryMiB), cores: limits.cores },
        processes: MAX_PROCESSES + HELPERS,
      })
      .catch((error: Error) => {
        throw new ExecutorError(`could not make a control group: ${error.message}`, { cause: error })
      })
    let printed = ''
    const files: FileHandle[] = []
    try {
      const filterFile = await open(filter, 'r')
      files.push(filterFile)
      const more = await openSecrets(task)
      if (more) files.push(more)
      const end = await withStandardInput(task, (stdin) =>
        runProcess(
          {
            command: boxCommand({
              ...{ root: place.rootOf(image.id), workDir, limits, user, doors: group.doors },
              ...{ env: envOf(image, task), hasMore: more !== null, command },
            }),
            ...{ cwd: '/', stdin, time, isOverOutput: isOver, maxLogBytes: maxBytes },
            ...{
              files: files.map(({ fd }) => fd),
              cpuSeconds: () => readGroupSeconds(group.processor),
            },
          },
          {
            ...hooks,
            onLog(stream, text) {
              if (stream === 'stderr') printed = (printed + text).slice(-PRINTED)
              return hooks.onLog(stream, text)
            },
          },
          signal,
        ),
      )
      // All of the box has ended: the group has counted everything.
      const cpuSeconds = readGroupSeconds(group.processor) ?? end.wallSeconds
      const memoryKills = await group.memoryKills()
      await group.remove()
      await takeDirectory(workDir)
      const overOutput = end.stopped === null && (await isOver(end.logBytes))
      await emptyHidden(workDir)
      const verdict = judgeBox(end, printed, memoryKills, { ...limits, seconds: time.seconds }, overOutput)
      const options = { maxBytes, inputs: task.inputs.map(({ as }) => as) }
      const collected =
        verdict.outcome === 'KILLED' ? noOutputs(task) : await collectOutputs(workDir, task.outputs, options)
      return { ...verdict, wallSeconds: end.wallSeconds, cpuSeconds, ...collected, isolation }
    } finally {
      for (const file of files) await file.close()
      await group.remove()
    }
  }

  async function run(task: ExecutionTask, ...[hooks, signal]: HooksAndSignal): Promise<Execution> {
    const nothing = { exitCode: null, wallSeconds: 0, cpuSeconds: 0, ...noOutputs(task), isolation }
    if (signal.aborted) return { ...nothing, outcome: stoppedBy(signal), detail: 'stopped before it began' }
    await prepareJobDirectory(task)
    try {
      return await images.use(task.programPath, task.isPublic ?? false, (image) => execute(task, image, hooks, signal))
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      const detail = `the image can't be run: ${error.message}`
      hooks.onLog('stderr', `${detail}\n`)
      return { ...nothing, outcome: 'REFUSED', detail }
    }
  }

  return { name: 'process', describe: () => Promise.resolve(isolation), run }
}

type HooksAndSignal = [hooks: ExecutionHooks, signal: AbortSignal]
