import { mkdtemp, readdir, rm } from 'node:fs/promises'
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
    ...{ name, image, args, env: {}, workDir: null, hasStdin: false, pidFile: join(folder, `${name}.pid`) },
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
  const runtimes = await installedRuntimes()
  const managers = (await readdir('/run/systemd/system').catch(() => null)) ? ['systemd', 'cgroupfs'] : ['cgroupfs']
  const maps = isRoot() ? [true, false] : [false]
  let reason = `none of ${RUNTIMES.join(', ')} is installed`
  for (const [at, runtime] of (runtimes.length > 0 ? runtimes : ['runc']).entries()) {
    for (const cgroupManager of managers as ContainerWay['cgroupManager'][]) {
      for (const isMapped of maps) {
        const way = { runtime, cgroupManager, isMapped }
        const podman = await createPodman(folder, way).catch((error: Error) => error)
        if (podman instanceof Error) return { reason: podman.message }
        const version = await podman.run(['--version'])
        if (version.isMissing) return { reason: 'podman is not installed' }
        if (runtimes.length === 0) return { reason }
        if (at === 0) await removeLeftovers(podman)
        const failure = await tryWay(podman, way, architecture, folder)
        if (failure === null) return { podman, way, architecture }
        reason = `podman with ${runtime}: ${failure}`
      }
    }
  }
  return { reason }
}

/** Ends containers that a killed agent left running, and removes the images of their jobs. */
async function removeLeftovers(podman: Podman): Promise<void> {
  await podman.run(['rm', '--all', '--force', '--time', '0'])
  await podman.run(['rmi', '--all', '--force'])
}
