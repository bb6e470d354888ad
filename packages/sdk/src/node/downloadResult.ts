import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Buyer, Result, ResultFile } from '../buyer/Buyer.js'
import type { CallOptions } from '../connect/Connection.js'
import { writeFiles } from './writeFiles.js'

/** A file of a result on disk. */
export interface DownloadedFile extends ResultFile {
  readonly path: string
  /** Of the file itself, 64 lower-case hex digits. */
  readonly contentSha256: string
}

/** A result whose files are on disk. */
export interface DownloadedResult extends Result {
  readonly files: readonly DownloadedFile[]
}

/**
 * Fetches a result into a folder, with the folders that the program wrote. Each file has the hash that the node
 * signed. The manifest goes beside the folder, as `<folder>.manifest.json`.
 * @throws NotRetryableError `NO_RESULT`, `RESULT_MISMATCH`
 * @example const { files } = await downloadResult(buyer, jobId, 'results')
 */
export async function downloadResult(
  buyer: Pick<Buyer, 'result' | 'download'>,
  jobId: string,
  folder: string,
  options: CallOptions = {},
): Promise<DownloadedResult> {
  const result = await buyer.result(jobId, options)
  const target = resolve(folder)
  await mkdir(target, { recursive: true })
  await writeFile(`${target}.manifest.json`, result.manifest)
  return { ...result, files: await writeFiles(buyer, result.files, target, options) }
}
