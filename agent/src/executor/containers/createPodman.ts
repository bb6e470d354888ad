import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runFolder } from './runFolder.js'
import { LAYOUT } from './writeLayout.js'

/** How containers are started on this machine. */
export interface ContainerWay {
  /** The program that starts them, such as `runc`. */
  readonly runtime: string
  /** The maker of the control groups that hold the limits. */
  readonly cgroupManager: 'cgroupfs' | 'systemd'
  /**
   * Whether the container's users are mapped to ones that this machine has not; an agent that is not root has one of
   * its own either way.
   */
  readonly isMapped: boolean
}

export interface PodmanAnswer {
  /** Null when it had to be stopped, or was not there. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Whether there is no such program. */
  readonly isMissing: boolean
}

export interface Podman {
  readonly command: (args: readonly string[]) => readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  /** Runs a command of Podman to its end, in a folder of its own unless another is given. */
  run(args: readonly string[], options?: { readonly timeoutMs?: number; readonly cwd?: string }): Promise<PodmanAnswer>
  /** Puts an image, which lies in a folder as `writeLayout` has written it, into the storage. */
  pull(layout: string): Promise<PodmanAnswer>
}

/** For a command on a busy machine, milliseconds. */
const TIMEOUT_MS = 60_000
/** For unpacking an image, milliseconds. */
const PULL_MS = 300_000
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Images come from the folder that the executor has written, and from nowhere else. */
const POLICY = { default: [{ type: 'reject' }], transports: { oci: { '': [{ type: 'insecureAcceptAnything' }] } } }

/** A text as TOML has it. */
const quoted = (text: string): string => JSON.stringify(text)

/**
 * Podman with a storage of its own below a folder: the owner's containers, images and settings are not its business.
 * @param folder absolute
 */
export async function createPodman(folder: string, way: ContainerWay): Promise<Podman> {
  const places = ['storage', 'temporary', 'home', 'hooks'].map((name) => join(folder, name))
  const [storage, temporary, home, hooks] = places as [string, string, string, string]
  for (const place of places) await mkdir(place, { recursive: true, mode: 0o700 })
  const run = await runFolder(folder)
  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content, { mode: 0o600 })
    return join(folder, name)
  }
  const policy = await file('policy.json', JSON.stringify(POLICY))
  const env = {
    PATH,
    HOME: home,
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: run,
    CONTAINERS_CONF: await file('containers.conf', '[containers]\n[engine]\n'),
    CONTAINERS_STORAGE_CONF: await file(
      'storage.conf',
      ['[storage]', 'driver = "overlay"', `graphroot = ${quoted(storage)}`, `runroot = ${quoted(run)}`]
        .join('\n')
        .concat('\n'),
    ),
  }
  const common = [
    ...['--root', storage, '--runroot', run, '--tmpdir', join(run, 'libpod')],
    ...['--cgroup-manager', way.cgroupManager, '--runtime', way.runtime, '--events-backend', 'none'],
    // Without them Podman runs the hooks of the machine, as root, and puts its default mounts into each container.
    ...['--hooks-dir', hooks, '--default-mounts-file', '/dev/null', '--log-level', 'error'],
  ]
  const command = (args: readonly string[]): readonly [string, ...string[]] => ['podman', ...common, ...args]
  const runCommand: Podman['run'] = (args, { timeoutMs = TIMEOUT_MS, cwd = folder } = {}) => {
    const [program, ...rest] = command(args)
    return new Promise((resolve) => {
      const options = { env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 4_194_304, cwd } as const
      const child = execFile(program, rest, options, (error, stdout, stderr) => {
        const isMissing = (error as NodeJS.ErrnoException | null)?.code === 'ENOENT'
        resolve({ code: child.exitCode, stdout, stderr, isMissing })
      })
    })
  }
  return {
    command,
    env,
    run: runCommand,
    // Podman names the image by the folder's path as given, which may have lower-case letters only.
    pull: (layout) =>
      runCommand(['pull', '--quiet', '--signature-policy', policy, `oci:${LAYOUT}`], {
        timeoutMs: PULL_MS,
        cwd: dirname(layout),
      }),
  }
}

/** The last line that Podman wrote about a failure. */
export function lastLine({ stderr }: Pick<PodmanAnswer, 'stderr'>): string {
  const line =
    stderr
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^Error: /, '') ?? ''
  return line === '' ? 'no answer' : line.slice(0, 500)
}
