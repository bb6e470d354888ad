import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const require = createRequire(import.meta.url)

/** The package's root, found by its program folder: its manifest is not exported. */
const PACKAGE = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..')

/**
 * Unpacks the Chromium of the package `@sparticuz/chromium` once and gives the path of the program.
 *
 * The package itself unpacks into the system's temporary folder and takes any file there for the whole program, so a
 * second process that starts meanwhile runs half of it. This one unpacks into a folder of its own and renames it when
 * it is whole: a process finds all of Chromium or none, and unpacking that was cut off leaves nothing that is used.
 */
export async function chromiumPath(): Promise<string> {
  const { version } = require(join(PACKAGE, 'package.json')) as { version: string }
  const cache = join(PACKAGE, '..', '..', '.cache', 'chromium')
  const folder = join(cache, version)
  const program = join(folder, 'chromium')
  if (existsSync(program)) return program
  await mkdir(cache, { recursive: true })
  const scratch = await mkdtemp(join(cache, 'unpacking-'))
  try {
    // The package reads TMPDIR, which is of the whole process: hence a process of its own.
    const script = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`
    await promisify(execFile)(process.execPath, ['-e', script], { cwd: import.meta.dirname, env: { TMPDIR: scratch } })
    await rename(scratch, folder)
  } catch (error) {
    // Another process was first: its folder stands, whole.
    if (!existsSync(program)) throw error
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  return program
}
