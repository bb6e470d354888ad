import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { CliError } from '@aiigo/terminal'

/** The example that a new job folder is a copy of. */
const EXAMPLE = 'starter'

/** A folder that holds a whole job. */
export interface JobFolder {
  /** Absolute. */
  readonly folder: string
  /** Names in the folder. */
  readonly files: string[]
}

/** Commands and versions of the example's own compiler. */
function packageOf(name: string, versions: Readonly<Record<string, string>>): string {
  const pinned = Object.fromEntries(
    ['@assemblyscript/wasi-shim', 'assemblyscript'].map((dependency) => {
      const version = versions[dependency]
      if (version === undefined) throw new Error(`expected ${dependency} among the dependencies of the examples`)
      return [dependency, version] as const
    }),
  )
  const build = 'asc main.ts --config node_modules/@assemblyscript/wasi-shim/asconfig.json -O3 --outFile program.wasm'
  return `${JSON.stringify({ name, private: true, type: 'module', scripts: { build }, devDependencies: pinned }, null, 2)}\n`
}

const readmeOf = (title: string): string => `# ${title}

A job of the AIIGO marketplace: a program with its input, and the file that says how to run it.

| file | contents |
|---|---|
| \`job.yaml\` | program, inputs, outputs, hardware, limits and budget; \`job.schema.json\` describes every field |
| \`main.ts\`, \`files.ts\` | the program, in AssemblyScript |
| \`program.wasm\` | the compiled program |
| \`numbers.txt\` | the input |

\`\`\`sh
aiigo quote job.yaml                         # the price now
aiigo submit job.yaml --wait --out results   # runs it; the result is results/summary.json
\`\`\`

After a change of \`main.ts\`:

\`\`\`sh
npm install
npm run build
\`\`\`

The program reads and writes files of its own folder only, by WASI preview 1. A program in Rust, C or Go that is
compiled for WASI preview 1 takes the place of \`program.wasm\`.
`

/**
 * Writes a job folder that runs as it is: a copy of the example `starter` with its compiled program.
 * @param word the folder's path; it is made where it is missing
 * @throws CliError `FOLDER_NOT_EMPTY`, `EXAMPLES_NOT_BUILT`
 */
export async function writeJobFolder(word: string, examples: string): Promise<JobFolder> {
  const folder = resolve(word)
  const from = (...names: string[]): string => join(examples, ...names)
  const read = (path: string): Promise<string> => readFile(path, 'utf8')
  const program = from(EXAMPLE, `${EXAMPLE}.wasm`)
  const compiled = await readFile(program).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new CliError(
      'EXAMPLES_NOT_BUILT',
      `expected the compiled program ${program}, there is none`,
      `compile the examples: node ${relative(process.cwd(), from('scripts/build.mjs'))}`,
    )
  })
  const present = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    if (error.code === 'ENOTDIR') return [basename(folder)]
    throw error
  })
  if (present.length > 0) {
    throw new CliError(
      'FOLDER_NOT_EMPTY',
      `expected a new or an empty folder at ${folder}, it has ${present.slice(0, 3).join(', ')}`,
      'name another one: aiigo init DIR',
    )
  }
  const title = basename(folder)
  const [job, main, files, numbers, schema, manifest] = await Promise.all([
    read(from(EXAMPLE, 'job.yaml')),
    read(from(EXAMPLE, 'main.ts')),
    read(from('common/files.ts')),
    read(from(EXAMPLE, 'numbers.txt')),
    read(from('job.schema.json')),
    read(from('package.json')),
  ])
  const { devDependencies } = JSON.parse(manifest) as { devDependencies: Record<string, string> }
  const packageName =
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'job'
  const contents: Readonly<Record<string, string | Uint8Array>> = {
    'job.yaml': job
      .replace('../job.schema.json', 'job.schema.json')
      .replace('name: Starter', () => `name: ${JSON.stringify(title.slice(0, 80))}`)
      .replace(`${EXAMPLE}.wasm`, 'program.wasm'),
    'main.ts': main.replace('../common/files', './files'),
    'files.ts': files,
    'program.wasm': compiled,
    'numbers.txt': numbers,
    'job.schema.json': schema,
    'package.json': packageOf(packageName, devDependencies),
    'README.md': readmeOf(title),
    '.gitignore': 'node_modules/\nresults/\n',
  }
  await mkdir(folder, { recursive: true })
  // `wx`: a file that another program has written meanwhile is left alone.
  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content, { flag: 'wx' })
  return { folder, files: Object.keys(contents) }
}
