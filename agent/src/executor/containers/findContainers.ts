import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Architecture } from '@aiigo/domain'
import { createArgs, LEAST_MEMORY_MIB } from './containerArgs.js'
import { type ContainerWay, createPodman, lastLine, type Podman } from './createPodman.js'
import { probeImage } from './probeImage.js'
import { removeContainer } from './removeContainer.js'
import { writeLayout } from './writeLayout.js'

export interface FoundContainers {
  readonly podman: Podman
  readonly way: ContainerWay
  readonly architecture: Architecture
}

/** The best first: gVisor keeps programs from the kernel's own calls. */
const RUNTIMES = ['runsc', 'runc', 'crun']
const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']
/** For one start of the probe, milliseconds. */
const PROBE_MS = 30_000
/** Exit code of a program that the kernel ended. */
const KILLED = 137
const TRIES = 5

const reasonOf = ({ message }: Error): { readonly reason: string } => ({ reason: message })

const isRoot = (): boolean => process.getuid?.() === 0

async function installedRuntimes(): Promise<string[]> {
  const names = new Set((await Promise.all(FOLDERS.map((folder) => readdir(folder).catch(() => [])))).flat())
  return RUNTIMES.filter((runtime) => names.has(runtime))
}

/** Runs the probe's program once, as a job would run. @returns why that is not as it should be; null when it is */
async function tryProbe(
  podman: Podman,
  way: ContainerWay,
  image: string,
  folder: string,
  { args, code, prints = '' }: { args: string[]; code: number; prints?: string },
): Promise<string | null> {
  const name = `probe-${args.length}`
  await removeContainer(podman, name)
  const plan = {
    ...{
      name,
      image,
      args,
      env: {},
      envFile: null,
      workDir: null,
      hasStdin: false,
      isMovable: false,
      pidFile: join(folder, `${name}.pid`),
    },
    limits: { seconds: 20, memoryMiB: LEAST_MEMORY_MIB * 2, outputMiB: 1, cores: 1 },
  }
  try {
    const made = await podman.run(createArgs(plan, way, isRoot()))
    if (made.code !== 0) return lastLine(made)
    const ended = await podman.run(['start', '--attach', '--sig-proxy=false', name], { timeoutMs: PROBE_MS })
    if (ended.code === code && ended.stdout === prints) return null
    if (args.length === 0) return lastLine(ended)
    return `the limit of ${args.length === 1 ? 'memory' : 'processes'} does not hold (exit code ${ended.code})`
  } finally {
    await removeContainer(podman, name)
  }
}

/** Whether containers work in one way, with their limits. @returns why not; null when they do */
async function tryWay(podman: Podman, way: ContainerWay, architecture: Architecture, folder: string) {
  const image = probeImage(architecture)
  const layout = await mkdtemp(join(folder, 'probe-'))
  try {
    const pulled = await podman.pull(await writeLayout(image, layout))
    if (pulled.code !== 0) return lastLine(pulled)
    const one = (attempt: Parameters<typeof tryProbe>[4]) => tryProbe(podman, way, image.id, folder, attempt)
    return (
      (await one({ args: [], code: 0, prints: 'ok\n' })) ??
      (await one({ args: ['memory'], code: KILLED })) ??
      (await one({ args: ['processes', 'many'], code: 0 }))
    )
  } finally {
    await podman.run(['rmi', '--force', image.id])
    await rm(layout, { recursive: true, force: true })
  }
}

/**
 * Finds out whether this machine can run containers whose limits hold, by running a tiny one in each way until one
 * works. Containers and images that an earlier agent left in this folder are removed first.
 * @param folder of this agent alone, absolute
 * @returns why it can not, when it can not
 */
export async function findContainers(folder: string): Promise<FoundContainers | { readonly reason: string }> {
  if (process.platform !== 'linux') return { reason: 'containers need Linux' }
  const architecture = ({ x64: 'amd64', arm64: 'arm64' } as const)[process.arch as string]
  if (!architecture) return { reason: `images are for x64 and arm64, this machine is ${process.arch}` }
  if (folder.includes(':'))
    return { reason: `the data folder's path has a ":", which Podman takes as an end: ${folder}` }
  const { runtimes, managers } = await installed()
  const maps = isRoot() ? [true, false] : [false]
  let reason = `none of ${RUNTIMES.join(', ')} is installed`
  let left: string | null = 'not tried'
  for (const runtime of runtimes.length > 0 ? runtimes : ['runc']) {
    for (const cgroupManager of managers) {
      for (const isMapped of maps) {
        const way = { runtime, cgroupManager, isMapped }
        const podman = await createPodman(folder, way).catch(reasonOf)
        if ('reason' in podman) return podman
        const version = await podman.run(['--version'])
        if (version.isMissing) return { reason: 'podman is not installed' }
        if (left !== null) left = await removeLeftovers(podman)
        if (runtimes.length === 0) return { reason }
        const failure = await tryWay(podman, way, architecture, folder)
        if (failure === null) {
          if (left === null) return { podman, way, architecture }
          return { reason: `what an earlier run has left can't be removed: ${left}` }
        }
        reason = `podman with ${runtime}: ${failure}`
      }
    }
  }
  return { reason }
}

/** Programs that Podman starts containers by, the best first, and whether systemd can hold their limits. */
async function installed() {
  const managers = (await readdir('/run/systemd/system').catch(() => null)) ? ['systemd', 'cgroupfs'] : ['cgroupfs']
  return { runtimes: await installedRuntimes(), managers: managers as ContainerWay['cgroupManager'][] }
}

/**
 * Ends containers that a killed agent left running, and removes the images of their jobs.
 * @returns why some may still be there; null when none is
 */
async function removeLeftovers(podman: Podman): Promise<string | null> {
  let said = ''
  for (let tries = 0; tries < TRIES; tries++) {
    // A container's own watcher may be at it, too: then one of both fails.
    const removed = await podman.run(['rm', '--all', '--force', '--time', '0'])
    const left = await podman.run(['ps', '--all', '--quiet'])
    said = lastLine(left.code === 0 ? removed : left)
    if (left.code !== 0 || left.stdout.trim() !== '') continue
    const images = await podman.run(['rmi', '--all', '--force'])
    return images.code === 0 ? null : lastLine(images)
  }
  return said
}

/**
 * Removes the containers and the images that an agent has left in a folder whose owner allows no containers now.
 * @param folder of this agent alone, absolute; it need not be there
 * @returns why some may still be there; null when none is
 */
export async function removeContainers(folder: string): Promise<string | null> {
  if (!(await stat(folder).catch(() => null))) return null
  const { runtimes, managers } = await installed()
  const way = { runtime: runtimes[0] ?? 'runc', cgroupManager: managers[0] ?? 'cgroupfs', isMapped: false } as const
  const podman = await createPodman(folder, way).catch(reasonOf)
  if ('reason' in podman) return podman.reason
  if ((await podman.run(['--version'])).isMissing) return 'podman is not installed'
  return removeLeftovers(podman)
}
