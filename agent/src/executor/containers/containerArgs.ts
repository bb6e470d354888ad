import { readFileSync } from 'node:fs'
import { JOB_LIMITS } from '@aiigo/domain'
import type { ExecutionLimits } from '../Executor.js'
import type { ContainerWay } from './createPodman.js'

export interface ContainerPlan {
  readonly name: string
  /** The image's id. */
  readonly image: string
  readonly entrypoint?: readonly string[] | undefined
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** A file with further variables, as Podman reads it; null: none. */
  readonly envFile: string | null
  readonly limits: ExecutionLimits
  /** Whether its time can be made longer while it runs, which its own watcher cannot be told. */
  readonly isMovable: boolean
  /** GPUs, as the Container Device Interface names them; none unless given. */
  readonly gpus?: readonly string[] | undefined
  /** The job's directory on this machine; null for none. */
  readonly workDir: string | null
  /** Gets the id of the container's first process, once it has begun. */
  readonly pidFile: string
  readonly hasStdin: boolean
}

/** The first of the users of this machine that those of a container are; no range of systemd's or of `useradd`. */
export const FIRST_USER = 1_879_048_192
const USERS = 65_536
const NOBODY = 65_534

const MIB = 1_048_576
/** Processes and threads of a job. */
export const MAX_PROCESSES = 256
export const MAX_FILES = 1_024
/** Seconds after its longest limit when the container's own watcher ends it, should the agent be gone. */
const AFTER_LIMIT = 60
/** The least memory in which a container begins, MiB. */
export const LEAST_MEMORY_MIB = 16

/** The users that a container's programs are on this machine; null for the agent's own. */
export function userOf({ isMapped }: ContainerWay, isRoot: boolean): number | null {
  if (!isRoot) return null
  return isMapped ? FIRST_USER : NOBODY
}

/** As many as there can be where Linux has its usual bound of process ids. */
const ALL_PROCESSES = 32_768

/**
 * Processes of one user. Containers may have the same users, and then share this limit: the one of a job is that of its
 * control group. Without it Podman asks for the most there is, which an agent with a limit of its own may not raise.
 */
function ownProcesses(): number {
  const [, most] = /^Max processes +\S+ +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
  return Math.min(Number(most ?? ALL_PROCESSES), ALL_PROCESSES)
}

/** The command that makes a container in which a stranger's program may run. */
export function createArgs(plan: ContainerPlan, way: ContainerWay, isRoot: boolean): readonly string[] {
  const { limits } = plan
  const memory = `${Math.max(LEAST_MEMORY_MIB, limits.memoryMiB)}m`
  const temporary = `rw,nosuid,nodev,size=${memory}`
  const shared = ownProcesses()
  const users = way.isMapped
    ? ['--uidmap', `0:${FIRST_USER}:${USERS}`, '--gidmap', `0:${FIRST_USER}:${USERS}`, '--user', '0:0']
    : ['--user', isRoot ? `${NOBODY}:${NOBODY}` : '0:0']
  return [
    ...['create', '--name', plan.name, '--pull', 'never', '--pidfile', plan.pidFile, '--log-driver', 'none'],
    ...users,
    ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--network', 'none', '--no-hosts'],
    ...['--http-proxy=false', '--hostname', 'job', '--cgroupns', 'private', '--pid', 'private', '--uts', 'private'],
    // No shared memory of Podman's own: the folder below counts to the container's memory, too.
    ...['--ipc', 'none', '--read-only', '--read-only-tmpfs=false', '--tmpfs', `/tmp:${temporary}`],
    ...['--tmpfs', `/dev/shm:${temporary}`, '--systemd', 'false', '--init=false', '--no-healthcheck'],
    ...['--memory', memory, '--memory-swap', memory, '--pids-limit', String(MAX_PROCESSES)],
    ...(limits.cores === undefined ? [] : ['--cpus', String(limits.cores)]),
    ...['--ulimit', `nproc=${shared}:${shared}`, '--ulimit', `nofile=${MAX_FILES}:${MAX_FILES}`],
    ...['--ulimit', 'core=0:0', '--ulimit', `fsize=${limits.outputMiB * MIB}:${limits.outputMiB * MIB}`],
    ...[
      '--timeout',
      String((plan.isMovable ? JOB_LIMITS.seconds : limits.seconds) + AFTER_LIMIT),
      '--stop-timeout',
      '0',
      '--image-volume',
      'ignore',
    ],
    ...(plan.workDir === null ? [] : ['--volume', `${plan.workDir}:/job:rw,Z,nosuid,nodev`, '--workdir', '/job']),
    ...(plan.gpus ?? []).flatMap((gpu) => ['--device', gpu]),
    ...Object.entries(plan.env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...(plan.envFile === null ? [] : ['--env-file', plan.envFile]),
    ...(plan.hasStdin ? ['--interactive'] : []),
    ...(plan.entrypoint ? ['--entrypoint', JSON.stringify(plan.entrypoint)] : []),
    ...[plan.image, ...plan.args],
  ]
}
