import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Buyer, ResultFile } from '../buyer/Buyer.js'
import type { CallOptions } from '../connect/Connection.js'

/** A file on disk, with the hash of what it is without its seal. */
export type WrittenFile<T extends ResultFile> = T & {
  readonly path: string
  /** Of the file itself, 64 lower-case hex digits. */
  readonly contentSha256: string
}

/** Fetches files into a folder, with the folders that the program wrote. No name leads out of it. */
export async function writeFiles<T extends ResultFile>(
  buyer: Pick<Buyer, 'download'>,
  files: readonly T[],
  target: string,
  options: CallOptions,
): Promise<readonly WrittenFile<T>[]> {
  const written: WrittenFile<T>[] = []
  for (const file of files) {
    const content = await buyer.download(file, options)
    const path = join(target, file.name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    written.push({ ...file, path, contentSha256: createHash('sha256').update(content).digest('hex') })
  }
  return written
}
