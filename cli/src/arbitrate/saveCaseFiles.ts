import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Arbitrator } from '@aiigo/sdk'
import type { Context } from '../Context.js'

/**
 * Downloads the files of a case. Each gets its origin and its number in front: names come from the two sides, and may
 * be alike.
 */
export async function saveCaseFiles({ signal, output }: Context, arbitrator: Arbitrator, id: string, out: string) {
  const folder = resolve(out)
  await mkdir(folder, { recursive: true })
  const progress = output.progress()
  try {
    progress.update('asking for the key of the files')
    const { files } = await arbitrator.files(id, { signal })
    const saved = []
    for (const [index, file] of files.entries()) {
      progress.update(`downloading ${file.name}`)
      // A name with a path in it leads nowhere else.
      const plain = basename(file.name).replaceAll(/[^\w.-]+/g, '_')
      const path = join(folder, `${file.origin.toLowerCase()}-${index + 1}-${plain}`)
      await writeFile(path, await arbitrator.download(file, { signal }))
      saved.push({ origin: file.origin, name: file.name, path })
    }
    return saved
  } finally {
    progress.end()
  }
}
