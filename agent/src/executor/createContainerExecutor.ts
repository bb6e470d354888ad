import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImageError } from '@aiigo/domain'
import { createArgs, userOf } from './containers/containerArgs.js'
import { createGroupMeter } from './containers/createGroupMeter.js'
import { createImageStore } from './containers/createImageStore.js'
import { lastLine } from './containers/createPodman.js'
import type { FoundContainers } from './containers/findContainers.js'
import { type ContainerState, judgeContainer, timeOf } from './containers/judgeContainer.js'
import { podmanPlace } from './containers/podmanPlace.js'
import { removeContainer } from './containers/removeContainer.js'
import { timeLimitOf } from './createTimeLimit.js'
import { type Execution, type ExecutionHooks, type ExecutionTask, type Executor, stoppedBy } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'
import { collectOutputs, prepareJobDirectory } from './jobDirectory.js'
import { emptyHidden, giveDirectory, takeDirectory } from './jobDirectoryOwner.js'
import { createOutputLimit, noOutputs } from './outputLimit.js'
import { runProcess } from './runProcess.js'
import { withStandardInput } from './withStandardInput.js'

/** Characters of stderr that are looked at for the reason of an end. */
const PRINTED = 2_000

export interface ContainerExecutorOptions {
  /** Podman and the way in which containers work here, as `findContainers` has found them. */
  readonly found: FoundContainers
  /** Folder of the agent alone for images on their way, absolute. */
  readonly folder: string
  /** Disk space of the images that are kept for later jobs, MiB. */
  readonly keptMiB: number
}

/** The secrets as Podman reads variables from a file. @returns null: there are none */
async function writeSecrets({ secrets = {} }: ExecutionTask, path: string): Promise<string | null> {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`)
  if (lines.length === 0) return null
  await writeFile(path, lines.join(''), { mode: 0o600 })
  return path
}

/** The layers in words, for people who decide whether to trust a node. */
function describeLayers({ way }: FoundContainers, isRoot: boolean): string {
  return [
    `a container of Podman with ${way.runtime}`,
    way.runtime === 'runsc' ? 'gVisor: system calls do not reach the kernel' : 'seccomp filter of Podman',
    'no network, no capabilities, no new privileges, read-only root',
    'kernel limits on memory, processes, processors, file size and open files',
    isRoot
      ? way.isMapped
        ? 'user namespace: users that this machine has not'
        : 'no user namespace (refused here): runs as nobody'
      : 'user namespace of the agent’s own user',
    'files and logs polled',
  ].join('; ')
}

/**
 * Runs images in containers of Podman, each in one of its own with no network. See `describe` for the layers that keep
 * it apart.
 * @example
 * const found = await findContainers('/var/lib/aiigo-agent/containers')
 * if ('podman' in found) await createContainerExecutor({ found, folder, keptMiB: 4_096 }).run(task, hooks, signal)
 */
export function createContainerExecutor({ found, folder, keptMiB }: ContainerExecutorOptions): Executor {
  const { podman, way, architecture } = found
  const isRoot = process.getuid?.() === 0
  const isolation = describeLayers(found, isRoot)
  const images = createImageStore({ place: podmanPlace(podman, folder), architecture, keptMiB })

  async function execute(
    task: ExecutionTask,
    image: string,
    pidFile: string,
    hooks: ExecutionHooks,
    signal: AbortSignal,
  ): Promise<Execution> {
    const name = `job-${randomUUID()}`
    const time = timeLimitOf(task)
    const workDir = await realpath(task.workDir)
    const { maxBytes, isOver } = await createOutputLimit(workDir, task.limits)
    await giveDirectory(workDir, userOf(way, isRoot))
    const plan = {
      ...{ name, image, entrypoint: task.entrypoint, args: task.args, env: task.env ?? {}, limits: task.limits },
      isMovable: task.time !== undefined,
      ...{ envFile: await writeSecrets(task, `${pidFile}.env`), gpus: task.gpus },
      ...{ workDir, pidFile, hasStdin: task.stdin !== undefined },
    }
    const processor = createGroupMeter(pidFile)
    const apart = {
      hasBegun: async () => /^\d+/.test(await readFile(pidFile, 'utf8')),
      async kill() {
        const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10)
        try {
          // The first process of a process namespace takes all others with it.
          if (pid > 1) process.kill(pid, 'SIGKILL')
        } catch {
          // It has ended, or it is not this user's to end: Podman does.
          await podman.run(['kill', '--signal', 'KILL', name])
        }
      },
    }
    let printed = ''
    try {
      const made = await podman.run(createArgs(plan, way, isRoot))
      if (plan.envFile) await rm(plan.envFile, { force: true })
      if (made.code !== 0) throw new ExecutorError(`podman could not make the container: ${lastLine(made)}`)
      const command = podman.command([
        ...['start', '--attach', '--sig-proxy=false', ...(plan.hasStdin ? ['--interactive'] : []), name],
      ])
      const end = await withStandardInput(task, (stdin) =>
        runProcess(
          {
            ...{
              command,
              cwd: folder,
              stdin,
              time,
              isOverOutput: isOver,
              maxLogBytes: maxBytes,
            },
            ...{ env: podman.env, apart, cpuSeconds: () => processor.seconds() },
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
      const state = await stateOf(name)
      // From here on nothing of the job writes.
      await removeContainer(podman, name)
      await takeDirectory(workDir)
      const overOutput = end.stopped === null && (await isOver(end.logBytes))
      await emptyHidden(workDir)
      const verdict = judgeContainer(end, state, printed, { ...task.limits, seconds: time.seconds }, overOutput)
      const begun = timeOf(state.StartedAt)
      const ended = timeOf(state.FinishedAt)
      const wallSeconds = begun === null || ended === null ? end.wallSeconds : Math.max(0, ended - begun) / 1_000
      const options = { maxBytes, inputs: task.inputs.map(({ as }) => as) }
      const collected =
        verdict.outcome === 'KILLED' ? noOutputs(task) : await collectOutputs(workDir, task.outputs, options)
      return { ...verdict, wallSeconds, cpuSeconds: end.cpuSeconds ?? wallSeconds, ...collected, isolation }
    } catch (error) {
      await removeContainer(podman, name)
      throw error
    }
  }

  async function stateOf(name: string): Promise<ContainerState> {
    const answer = await podman.run(['inspect', '--type', 'container', '--format', '{{json .State}}', name])
    if (answer.code === 0) return JSON.parse(answer.stdout) as ContainerState
    throw new ExecutorError(`podman does not say how the container ended: ${lastLine(answer)}`)
  }

  async function run(task: ExecutionTask, hooks: ExecutionHooks, signal: AbortSignal): Promise<Execution> {
    const nothing = { exitCode: null, wallSeconds: 0, cpuSeconds: 0, ...noOutputs(task), isolation }
    if (signal.aborted) return { ...nothing, outcome: stoppedBy(signal), detail: 'stopped before it began' }
    await prepareJobDirectory(task)
    const own = await mkdtemp(join(await realpath(tmpdir()), 'aiigo-box-'))
    try {
      return await images.use(task.programPath, task.isPublic ?? false, ({ id }) =>
        execute(task, id, join(own, 'pid'), hooks, signal),
      )
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      const detail = `the image can't be run: ${error.message}`
      hooks.onLog('stderr', `${detail}\n`)
      return { ...nothing, outcome: 'REFUSED', detail }
    } finally {
      await rm(own, { recursive: true, force: true })
    }
  }

  return { name: 'container', describe: () => Promise.resolve(isolation), run }
}
