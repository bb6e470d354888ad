import { spawn } from 'node:child_process'
import { JOB_LIMITS } from '@aiigo/domain'
import type { ExecutionLimits } from './Executor.js'
import { processTree } from './processorTime.js'

/** Which helpers of the operating system work here, found by running each once. */
export interface IsolationTools {
  readonly bubblewrap: boolean
  readonly prlimit: boolean
  readonly setpriv: boolean
}

export interface SandboxPaths {
  /** Folder with the runner and the program, read-only for the job. */
  readonly privateDir: string
  readonly workDir: string
}

/** Where a path of this machine is seen from inside. */
export interface SandboxView extends SandboxPaths {
  readonly node: string
}

const MIB = 1_048_576
const NOBODY = '65534'
const INSIDE: SandboxView = { node: '/run/aiigo/node', privateDir: '/run/aiigo/private', workDir: '/job' }

/** Libraries that the Node binary is linked against; nothing else of the system is shown. */
const LIBRARIES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/etc/ld.so.cache']

function bubblewrapArgs(node: string, paths: SandboxPaths): string[] {
  return [
    ...['--unshare-user', '--unshare-all', '--die-with-parent', '--cap-drop', 'ALL'],
    ...['--uid', NOBODY, '--gid', NOBODY, '--hostname', 'job', '--dev', '/dev'],
    ...LIBRARIES.flatMap((path) => ['--ro-bind-try', path, path]),
    ...['--ro-bind', node, INSIDE.node],
    ...['--ro-bind', paths.privateDir, INSIDE.privateDir],
    ...['--bind', paths.workDir, INSIDE.workDir, '--chdir', INSIDE.workDir],
  ]
}

/** Processor time that the kernel gives a run of so many seconds; the soft limit, which can be raised. */
const processorLimit = (seconds: number): string => `--cpu=${seconds * 2 + 60}:${JOB_LIMITS.seconds * 2 + 60}`

/**
 * Limits kept by the kernel: file size, no core dumps, few open files, and processor time should this process vanish.
 */
function prlimitArgs(limits: ExecutionLimits): string[] {
  return [`--fsize=${limits.outputMiB * MIB}`, '--core=0', '--nofile=256', processorLimit(limits.seconds)]
}

/** Raises the kernel's limit of processor time for a command and all that it has started. One that ended needs none. */
export function raiseProcessorTime(leader: number, seconds: number): void {
  for (const pid of processTree(leader)) {
    const args = ['--pid', String(pid), processorLimit(seconds)]
    spawn('prlimit', args, { stdio: 'ignore', env: {} }).on('error', () => undefined)
  }
}

/** Runs a command for its success only; one that hangs counts as failed. */
function works(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', env: {}, timeout: 5_000, killSignal: 'SIGKILL' })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}

/**
 * Finds out which helpers work by using each as a run would: in a container, bubblewrap may be there and still be
 * refused.
 */
export async function detectIsolationTools(node: string, paths: SandboxPaths): Promise<IsolationTools> {
  const [bubblewrap, prlimit, setpriv] = await Promise.all([
    works('bwrap', [...bubblewrapArgs(node, paths), '--', INSIDE.node, '--version']),
    works('prlimit', [...prlimitArgs({ seconds: 1, memoryMiB: 1, outputMiB: 1 }), '--', node, '--version']),
    works('setpriv', ['--no-new-privs', '--pdeathsig', 'KILL', '--', node, '--version']),
  ])
  return { bubblewrap, prlimit, setpriv }
}

/**
 * The command that starts Node under the helpers that work here.
 * @param nodeArgs Arguments for Node, given where it will see the folders.
 */
export function isolatedCommand(
  tools: IsolationTools,
  node: string,
  paths: SandboxPaths,
  limits: ExecutionLimits,
  nodeArgs: (view: SandboxPaths) => readonly string[],
): readonly [string, ...string[]] {
  const limited = tools.prlimit ? ['prlimit', ...prlimitArgs(limits), '--'] : []
  if (tools.bubblewrap) {
    const [command, ...args] = [
      ...limited,
      'bwrap',
      ...bubblewrapArgs(node, paths),
      '--',
      INSIDE.node,
      ...nodeArgs(INSIDE),
    ]
    return [command as string, ...args]
  }
  const bound = tools.setpriv ? ['setpriv', '--no-new-privs', '--pdeathsig', 'KILL', '--'] : []
  const [command, ...args] = [...bound, ...limited, node, ...nodeArgs(paths)]
  return [command as string, ...args]
}

/** The layers in words, for people who decide whether to trust a node. */
export function describeIsolation(tools: IsolationTools): string {
  return [
    'own process',
    'Node permissions (no file access but its own, no child processes, no workers, no addons)',
    'WASI preview 1 with one directory, the job’s own environment, no links, no sockets',
    'WebAssembly memory clamp',
    tools.prlimit
      ? 'kernel limits on file size, open files and processor time'
      : 'no kernel limits (prlimit not found or refused)',
    tools.bubblewrap
      ? 'bubblewrap (own user, process and network namespaces; no network, no other files)'
      : 'no namespaces (bubblewrap not found or refused)',
    ...(tools.bubblewrap || tools.setpriv ? [] : ['not bound to the agent’s life (setpriv not found)']),
  ].join('; ')
}
