import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'

export default defineCommand({
  arguments: [JOB],
  options: [{ flags: '--out <FILE>', about: 'write the place into this file, for your readers' }, PASSWORD_OPTION],
  examples: ['aiigo serving JOB', 'aiigo serving JOB --out place.json'],
  schemas: () => import('../schemas/serving.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { writeFile }, { resolve }] = await Promise.all([
      import('../session/openSession.js'),
      import('node:fs/promises'),
      import('node:path'),
    ])
    const out = input.text('out')
    return withSession(context, input, 'wallet', async ({ buyer }) => {
      const place = await buyer.servingPlace(jobId, { signal: context.signal })
      if (out !== undefined) await writeFile(out, `${JSON.stringify(place, null, 2)}\n`)
      return { jobId, place: { ...place, files: [...place.files] }, path: out === undefined ? null : resolve(out) }
    })
  },
  async show({ jobId, place, path }, output) {
    output.facts([
      ['job', jobId],
      ['served at', place.url],
      ['by', `node ${place.nodeId}, attempt ${place.attempt}`],
      ...(path ? [['written to', path] as const] : []),
    ])
    output.line()
    await output.table(
      [
        { title: 'FILE', value: ({ as }) => as },
        { title: 'BYTES', value: ({ size }) => String(size), isRight: true },
      ],
      place.files,
    )
    output.line()
    output.line('your readers fetch a file by: aiigo read place.json FILE')
  },
})
