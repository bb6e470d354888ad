import { CliError, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

export default defineCommand({
  arguments: [
    { name: 'PLACE', about: 'the file that the buyer gave you: aiigo serving JOB --out place.json' },
    { name: 'FILE', about: 'name of a file that is served' },
  ],
  options: [
    { flags: '--out <PATH>', about: 'write it here; default: its name, in this folder' },
    { flags: '--private', about: 'the node may be in a private network, as one of your own is' },
    PASSWORD_OPTION,
  ],
  examples: ['aiigo read place.json map.bin', 'aiigo read place.json map.bin --out /data/map.bin'],
  schemas: () => import('../schemas/read.js'),
  async run(context, input) {
    const [{ openReader }, { basename, resolve }] = await Promise.all([
      import('../job/openReader.js'),
      import('node:path'),
    ])
    const name = input.required('FILE')
    const reader = await openReader(context, input)
    const { size } = reader.file(name)
    const path = resolve(input.text('out') ?? basename(name))
    const { createWriteStream } = await import('node:fs')
    const { rename, rm } = await import('node:fs/promises')
    const { pipeline } = await import('node:stream/promises')
    const part = `${path}.part`
    const progress = context.output.progress()
    async function* bytes() {
      let done = 0
      for await (const chunk of reader.read(name, { signal: context.signal })) {
        done += chunk.bytes.byteLength
        progress.update(`${done} of ${size} bytes`)
        yield chunk.bytes
      }
    }
    try {
      await pipeline(bytes(), createWriteStream(part))
      await rename(part, path)
    } catch (error) {
      await rm(part, { force: true })
      if ((error as { code?: string }).code !== 'EACCES' && (error as { code?: string }).code !== 'ENOENT') throw error
      throw new CliError(
        'NOT_WRITTEN',
        `expected a folder that can be written, got ${path}`,
        'give another: --out PATH',
      )
    } finally {
      progress.end()
    }
    return { file: name, path, size, signedBytes: reader.bytesPaid.toString() }
  },
  show({ file, path, size, signedBytes }, output) {
    output.facts([
      ['file', file],
      ['bytes', String(size)],
      ['written to', path],
      ['signed for', `${signedBytes} bytes in all`],
    ])
  },
})
