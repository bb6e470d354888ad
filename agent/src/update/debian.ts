import { cp, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pause } from '@aiigo/domain'
import { CliError } from '@aiigo/terminal'
import { type Ended, runProgram } from './runProgram.js'

const NAME = 'aiigo-agent'
/** Of the systemd unit. */
const SERVICE = `${NAME}.service`

/** The words of dpkg when another one runs. */
const LOCKED = /lock was locked by another process|is locked by another process/
const LOCK_MS = 120_000
const LOOK_MS = 1_000

/** The last lines of a program that failed. */
const tail = ({ code, said }: Ended): string => `exit code ${code}: ${said.trim().split('\n').slice(-5).join('; ')}`

async function expectDone(name: string, argv: readonly string[], expected: string): Promise<string> {
  const ended = await runProgram(name, argv)
  if (ended.code === 0) return ended.out
  throw new CliError('INSTALL_FAILED', `expected ${expected}, ${name} ended with ${tail(ended)}`, 'see what it says')
}

/**
 * Makes sure that a file is the agent's package of a version and an architecture.
 * @throws CliError `NO_PACKAGE`, `INSTALL_FAILED`
 */
export async function expectPackage(path: string, version: string, architecture: string): Promise<void> {
  const show = ['--show', '--showformat', `\${Package} \${Version} \${Architecture}`, path]
  const found = await expectDone('dpkg-deb', show, `a Debian package at ${path}`)
  const wanted = `${NAME} ${version} ${architecture}`
  if (found === wanted) return
  throw new CliError('NO_PACKAGE', `expected the package ${wanted}, the release has ${found}`, 'ask its operator why')
}

/**
 * Packs the installed agent as it is on the disk: a version that does not work is replaced by it again.
 * @param folder that only root may write
 * @returns the package's path
 * @throws CliError `INSTALL_FAILED`
 */
export async function packInstalled(folder: string): Promise<string> {
  const [tree, path] = [join(folder, 'installed'), join(folder, 'installed.deb')]
  await rm(tree, { recursive: true, force: true })
  try {
    const files = await expectDone('dpkg-query', ['--listfiles', NAME], `the installed package ${NAME}`)
    for (const file of files.split('\n').filter(Boolean)) {
      // A system may leave out documents, and have /lib as a link to a folder.
      const found = await stat(file).catch(() => null)
      if (!found || found.isDirectory()) continue
      await mkdir(join(tree, dirname(file)), { recursive: true, mode: 0o755 })
      await cp(file, join(tree, file), { verbatimSymlinks: true })
    }
    const control = join(tree, 'DEBIAN')
    await mkdir(control, { mode: 0o755 })
    const status = await expectDone('dpkg-query', ['--status', NAME], 'its control file')
    await writeFile(join(control, 'control'), status.replace(/^Status:.*\n/m, ''))
    const parts = await expectDone('dpkg-query', ['--control-list', NAME], 'its scripts')
    for (const part of parts.split('\n').filter(Boolean)) {
      const text = await expectDone('dpkg-query', ['--control-show', NAME, part], `its script ${part}`)
      await writeFile(join(control, part), text, { mode: part === 'md5sums' ? 0o644 : 0o755 })
    }
    await expectDone('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, path], 'a copy of it')
    return path
  } finally {
    await rm(tree, { recursive: true, force: true })
  }
}

/**
 * Installs a package; a service that runs is started again by it. Another program that installs packages is waited for.
 * @throws CliError `INSTALL_FAILED`
 */
export async function installPackage(path: string): Promise<void> {
  for (const end = performance.now() + LOCK_MS; ; await pause(LOOK_MS)) {
    const ended = await runProgram('dpkg', ['--install', path])
    if (ended.code === 0) return
    if (LOCKED.test(ended.said) && performance.now() < end) continue
    throw new CliError('INSTALL_FAILED', `expected dpkg to install ${path}, it ended with ${tail(ended)}`, null)
  }
}

/** Whether dpkg has a version, all of it. */
export async function isInstalled(version: string): Promise<boolean> {
  const argv = ['--show', '--showformat', `\${db:Status-Status} \${Version}`, NAME]
  return (await runProgram('dpkg-query', argv)).out === `installed ${version}`
}

/** The version that the installed program says; else what it says in place of one. */
export async function saidVersion(): Promise<string> {
  const ended = await runProgram(`/usr/bin/${NAME}`, ['--version'])
  return ended.code === 0 ? ended.out.trim() : tail(ended)
}

/** The process of the service; null when it does not run, or no systemd does. */
export async function servicePid(): Promise<number | null> {
  const { code, out } = await runProgram('systemctl', ['show', '--property=MainPID', '--value', SERVICE])
  return (code === 0 && Number(out.trim())) || null
}

const serviceState = async (): Promise<string> =>
  (await runProgram('systemctl', ['show', '--property=ActiveState', '--value', SERVICE])).out.trim()

/** Whether systemd has given up the service. */
export const hasServiceFailed = async (): Promise<boolean> => (await serviceState()) === 'failed'

/** Whether the service runs, or systemd is about to start it again. */
export const isServiceUp = async (): Promise<boolean> => ['active', 'activating'].includes(await serviceState())

/** Starts the service, also one that was given up. */
export async function restartService(): Promise<void> {
  await runProgram('systemctl', ['reset-failed', SERVICE])
  await runProgram('systemctl', ['restart', SERVICE])
}
