import { defineCommand } from '../Command.js'

const DEFAULT_FOLDER = 'my-job'

export default defineCommand({
  arguments: [{ name: 'DIR', about: `a new or an empty folder; default: ${DEFAULT_FOLDER}`, isOptional: true }],
  examples: ['aiigo init', 'aiigo init sums'],
  schemas: () => import('../schemas/init.js'),
  async run({ settings }, input) {
    const [{ writeJobFolder }, { join, relative }] = await Promise.all([
      import('../job/writeJobFolder.js'),
      import('node:path'),
    ])
    const written = await writeJobFolder(input.text('DIR') ?? DEFAULT_FOLDER, settings.examples)
    const at = (name: string): string => quoted(join(relative(process.cwd(), written.folder), name))
    return { ...written, next: `aiigo submit ${at('job.yaml')} --wait --out ${at('results')}` }
  },
  show({ folder, files, next }, output) {
    output.line(`wrote a job that runs as it is into ${output.style.bold(folder)}: ${files.join(', ')}`)
    output.line(`→ run it: ${next}`)
    output.line('→ after a change of main.ts, in its folder: npm install && npm run build')
  },
})

/** A path as a word of a shell. */
const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`)
