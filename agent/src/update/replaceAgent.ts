import { existsSync } from 'node:fs'
import { lstat, mkdir, readFile, rm } from 'node:fs/promises'
import { pause } from '@aiigo/domain'
import { CliError, InterruptedError } from '@aiigo/terminal'
import { askAgent } from '../control/askAgent.js'
import { lockDataDir } from '../lockDataDir.js'
import { VERSION } from '../version.js'
import {
  expectPackage,
  hasServiceFailed,
  installPackage,
  isInstalled,
  isServiceUp,
  packInstalled,
  restartService,
  saidVersion,
  servicePid,
} from './debian.js'
import { drainAgent } from './drainAgent.js'
import { debianArchitecture, fetchPackage, type ReleasePackage } from './release.js'

/** The package's own file: root's, as all of the package. */
export const PACKAGED = '/usr/lib/aiigo-agent/package.json'
/** Packages between the network and dpkg. The agent's user may not write here, as it may in the data folder. */
const FOLDER = '/var/cache/aiigo-agent'
/** The time of a new agent to answer, milliseconds: as long as the unit's TimeoutStartSec. */
const LIMIT_MS = 60_000
/** So long the same process has to answer: a failed one is started again after 10 s. Milliseconds. */
const STEADY_MS = 10_000
const LOOK_MS = 500
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** @throws CliError `NOT_ROOT`, `NOT_PACKAGED` */
export function expectInstallable(): void {
  if (process.geteuid?.() !== 0) {
    throw new CliError('NOT_ROOT', 'expected root, who alone may install packages', 'sudo aiigo-agent update --install')
  }
  if (!existsSync(PACKAGED)) {
    throw new CliError(
      'NOT_PACKAGED',
      'expected an agent that was installed as a Debian package, this one was not',
      'in a clone of the repository: git pull, then npm ci and npx tsc -b',
    )
  }
}

/**
 * The folder of releases that root trusts. The settings do not name it: the agent's user may write them, and root
 * installs the package.
 * @param given by root
 * @param ofSettings for the advice
 * @throws CliError `RELEASES_UNTRUSTED`
 */
export async function trustedReleases(given: string | undefined, ofSettings: string | undefined): Promise<string> {
  if (given !== undefined) return given
  const { releases } = JSON.parse(await readFile(PACKAGED, 'utf8')) as { releases?: string }
  if (releases !== undefined) return releases
  throw new CliError(
    'RELEASES_UNTRUSTED',
    'expected root to name the folder of releases: agent.yaml may be written by the agent, and this package names none',
    `sudo aiigo-agent update --install --releases ${ofSettings ?? 'URL'}`,
  )
}

/** An agent that is to be replaced. */
export interface Replacement {
  readonly releases: string
  readonly version: string
  readonly package: ReleasePackage
  readonly dataDir: string
  readonly signal: AbortSignal
  /** Leaves signals to this function: from the drain on, none ends it halfway. */
  takesSignals(): void
  tell(text: string): void
}

/**
 * Fetches and checks a package, lets the running agent finish its jobs, installs it, and looks whether the new agent
 * answers. An agent that does not is replaced by the old one.
 * @throws CliError `NOT_A_SERVICE`, `AGENT_SILENT`, `UPDATE_RUNS`, `INSTALL_FAILED`, `UPDATE_ROLLED_BACK`
 */
export async function replaceAgent(replacement: Replacement): Promise<void> {
  const { releases, version, dataDir, signal, tell } = replacement
  const unlock = await lockFolder()
  let isKept = false
  try {
    tell(`fetching ${replacement.package.file}`)
    const path = await fetchPackage(releases, replacement.package, FOLDER, signal)
    await expectPackage(path, version, debianArchitecture(process.arch))
    const before = await expectService(dataDir)
    tell(`keeping version ${VERSION}`)
    const old = await packInstalled(FOLDER)
    const stop = new AbortController()
    for (const name of SIGNALS) process.on(name, () => stop.abort(new InterruptedError(name)))
    replacement.takesSignals()
    const takesJobs = before?.isDraining === false
    try {
      if (before) await drainAgent(dataDir, stop.signal, tell, isServiceUp)
    } catch (error) {
      if (takesJobs) await askAgent(dataDir, 'resume')
      throw stop.signal.aborted ? stop.signal.reason : error
    }
    // Signals do nothing from here on: half an installation is worse than a late answer.
    tell(`installing version ${version}`)
    const trouble = await installed(path, version, before === null ? null : dataDir)
    if (trouble !== null) {
      tell(`going back to version ${VERSION}`)
      isKept = true
      await goBack(old, trouble, before === null ? null : dataDir, version)
      isKept = false
    }
    // The service starts as one that takes jobs.
    if (before?.isDraining) await askAgent(dataDir, 'drain')
    if (trouble !== null) throw rolledBack(trouble)
  } finally {
    await unlock()
    if (!isKept) await rm(FOLDER, { recursive: true, force: true })
  }
}

/** One update at a time, in a folder that is root's alone. */
async function lockFolder(): Promise<() => Promise<void>> {
  await mkdir(FOLDER, { recursive: true, mode: 0o700 })
  const { uid, mode } = await lstat(FOLDER)
  if (uid !== 0 || (mode & 0o022) !== 0) {
    throw new CliError('INSTALL_FAILED', `expected ${FOLDER} to be root's alone`, `rm -r ${FOLDER}, then try again`)
  }
  return lockDataDir(FOLDER).catch((cause: Error) => {
    throw new CliError('UPDATE_RUNS', 'expected no other update, one runs', 'wait for its end', {}, { cause })
  })
}

/** The state of the service's agent; null when none runs. dpkg starts no other agent again. */
async function expectService(dataDir: string) {
  const [state, pid] = await Promise.all([askAgent(dataDir, 'status'), servicePid()])
  if (state && state.pid !== pid) {
    throw new CliError(
      'NOT_A_SERVICE',
      `expected the agent that uses ${dataDir} to be the service aiigo-agent, it was started by hand`,
      'end it after its last job: aiigo-agent drain --wait --stop; then update, and start it again',
    )
  }
  if (!state && pid !== null) {
    throw new CliError(
      'AGENT_SILENT',
      `expected the service aiigo-agent to answer at ${dataDir}, it does not`,
      'name its settings: sudo aiigo-agent update --install --config /etc/aiigo-agent/agent.yaml',
    )
  }
  return state
}

/** Installs a version. @param dataDir of the agent that is to run; null: none @returns the trouble, if there is one */
async function installed(path: string, version: string, dataDir: string | null): Promise<string | null> {
  try {
    await installPackage(path)
  } catch (error) {
    return (error as Error).message
  }
  const said = await saidVersion()
  if (said !== version) return `expected the program to say version ${version}, got ${said}`
  return dataDir === null ? null : answers(dataDir, version)
}

/** Waits until one process of a version has answered for some time. @returns the trouble, if there is one */
async function answers(dataDir: string, version: string): Promise<string | null> {
  let steady = { pid: 0, since: 0 }
  let last = 'no agent answers'
  for (const end = performance.now() + LIMIT_MS + STEADY_MS; performance.now() < end; await pause(LOOK_MS)) {
    const state = await askAgent(dataDir, 'status').catch((error: Error) => {
      last = error.message
      return null
    })
    if (state?.version !== version) {
      steady = { pid: 0, since: 0 }
      if (state) last = `version ${state.version} answers`
      else if (await hasServiceFailed()) return `expected the agent of version ${version} to run, its service failed`
      continue
    }
    if (steady.pid !== state.pid) steady = { pid: state.pid, since: performance.now() }
    if (performance.now() - steady.since >= STEADY_MS) return null
    last = 'the agent ends again and again'
  }
  return `expected the agent of version ${version} to answer within ${LIMIT_MS / 1_000} s, but ${last}`
}

const LOG = 'see why: journalctl -u aiigo-agent'

async function goBack(old: string, trouble: string, dataDir: string | null, version: string): Promise<void> {
  try {
    // A package that dpkg did not take has changed nothing.
    if (!(await isInstalled(VERSION))) await installPackage(old)
    if (dataDir === null) return
    await restartService()
    const remaining = await answers(dataDir, VERSION)
    if (remaining !== null) throw new Error(remaining)
  } catch (error) {
    throw new CliError(
      'ROLLBACK_FAILED',
      `version ${version} does not work: ${trouble}; version ${VERSION} was to be installed again: ${(error as Error).message}`,
      `install it by hand: dpkg --install ${old}; ${LOG}`,
    )
  }
}

const rolledBack = (trouble: string): CliError =>
  new CliError('UPDATE_ROLLED_BACK', `${trouble}; version ${VERSION} is installed again, and works`, LOG)
