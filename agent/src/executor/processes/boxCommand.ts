import { LEAST_MEMORY_MIB, MAX_FILES } from '../containers/containerArgs.js'
import type { ExecutionLimits } from '../Executor.js'

/** A box: a program with a root and a directory of its own. */
export interface Box {
  /** The unpacked image that is its root, read-only; null for the system's own programs, which unpack images. */
  readonly root: string | null
  /** Its directory `/job` on this machine. */
  readonly workDir: string
  readonly limits: Pick<ExecutionLimits, 'memoryMiB' | 'outputMiB'>
  readonly env: Readonly<Record<string, string>>
  /** Whether further variables come by `MORE_FD`, so that no command line shows them. */
  readonly hasMore?: boolean
  /** Files of control groups that take in the process that writes its id; the box enters them first. */
  readonly doors: readonly string[]
  /** The user of the machine that the box's user 0 is; null for the agent's own. */
  readonly user: number | null
  readonly command: readonly string[]
}

/** Descriptor on which bubblewrap tells how the program ended. */
export const STATUS_FD = 3
/** Descriptor of the file with the filter of system calls. */
export const FILTER_FD = 4
/** Descriptor of further arguments of bubblewrap (`moreVariables`). */
export const MORE_FD = 5

/** Variables as arguments of bubblewrap that it reads from a descriptor. */
export function moreVariables(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .flatMap(([name, value]) => ['--setenv', name, value])
    .map((word) => `${word}\0`)
    .join('')
}

const MIB = 1_048_576
/** Folders of the system with its programs and their libraries. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib64']
const systemBinds = SYSTEM.flatMap((path) => ['--ro-bind-try', path, path])
/** Enters control groups, then becomes the command behind `--`. */
const ENTER = 'until [ "$1" = -- ]; do echo $$ > "$1" || exit 125; shift; done; shift; exec "$@"'

/**
 * The command that starts a program in namespaces of its own.
 *
 * An agent that is root starts bubblewrap twice. The first one shows the two folders at places that another user may
 * reach, the second one is that user, so that no process of a job is root on the machine in any way.
 */
export function boxCommand(box: Box): readonly [string, ...string[]] {
  const { root, workDir, limits, user } = box
  const [shownRoot, shownWork] = user === null ? [root, workDir] : ['/image', '/job']
  // A program that is root expects to open everything, which this one may not: tar would.
  const inside = root === null ? '65534' : '0'
  const bytes = limits.outputMiB * MIB
  const temporary = String(Math.max(LEAST_MEMORY_MIB, limits.memoryMiB) * MIB)
  const outer =
    user === null
      ? []
      : [
          ...['bwrap', '--die-with-parent', ...systemBinds, '--dev-bind', '/dev', '/dev', '--tmpfs', '/tmp'],
          ...['--bind', '/proc', '/proc', ...(root === null ? [] : ['--ro-bind', root, '/image'])],
          ...['--bind', workDir, '/job', '--', 'setpriv', '--reuid', String(user), '--regid', String(user)],
          ...['--clear-groups', '--no-new-privs', '--'],
        ]
  const inner = [
    ...['bwrap', '--unshare-user', '--unshare-all', '--die-with-parent', '--as-pid-1', '--clearenv'],
    ...['--cap-drop', 'ALL', '--uid', inside, '--gid', inside, '--hostname', 'job'],
    ...['--json-status-fd', String(STATUS_FD), '--seccomp', String(FILTER_FD)],
    ...(root === null ? systemBinds : ['--ro-bind', shownRoot as string, '/']),
    ...['--dev', '/dev', '--proc', '/proc', '--perms', '1777', '--size', temporary, '--tmpfs', '/tmp'],
    ...['--perms', '1777', '--size', temporary, '--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
    ...['--bind', shownWork as string, '/job', '--remount-ro', '/', '--chdir', '/job'],
    ...Object.entries(box.env).flatMap(([name, value]) => ['--setenv', name, value]),
    ...(box.hasMore ? ['--args', String(MORE_FD)] : []),
    ...['--', ...box.command],
  ]
  return [
    ...(['/bin/sh', '-c', ENTER, 'sh'] as const),
    ...[...box.doors, '--', 'prlimit', `--fsize=${bytes}:${bytes}`, '--core=0:0', `--nofile=${MAX_FILES}:${MAX_FILES}`],
    ...['--', ...outer, ...inner],
  ]
}
