import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The compiler that most projects have; the repository's own is a later one. */
const TYPESCRIPT = 'typescript@5.9.3'

/** The SDK as a project has it that installed it. */
export interface PublishedSdk {
  /** A project with the package, viem, and a compiler. */
  readonly project: string
  /** Paths in the tarball. */
  readonly files: readonly string[]
  /** The package in the project's node_modules. */
  readonly installed: string
  remove(): Promise<void>
}

/** Packs `@aiigo/sdk` as it is published and installs the tarball with npm in an empty project. */
export async function installPublishedSdk(): Promise<PublishedSdk> {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-sdk-'))
  const project = join(folder, 'project')
  try {
    await run(process.execPath, [join(root, 'packages/sdk/script/package.mjs'), join(folder, 'package')])
    const pack = ['pack', join(folder, 'package'), '--pack-destination', folder, '--json']
    const [packed] = Object.values(
      JSON.parse((await run('npm', pack, { cwd: folder })).stdout) as Record<string, Packed>,
    )
    if (!packed) throw new Error('expected npm to pack one package')
    await mkdir(project)
    await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    const wanted = [join(folder, packed.filename), TYPESCRIPT, '@types/node@24.19.2']
    await run('npm', ['install', ...quiet, ...wanted], { cwd: project, maxBuffer: 2 ** 24 })
    const installed = join(project, 'node_modules/@aiigo/sdk')
    // Node strips no types below node_modules.
    await cp(join(installed, 'examples'), join(project, 'examples'), { recursive: true })
    return {
      ...{ project, installed, files: packed.files.map(({ path }) => path) },
      remove: () => rm(folder, { recursive: true, force: true }),
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Names of the examples, without their ends: `01-who-am-i`. */
export async function exampleNames({ installed }: PublishedSdk): Promise<string[]> {
  const files = await readdir(join(installed, 'examples'))
  return files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length))
}

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}
