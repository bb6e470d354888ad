import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Client, downloadBlob, JobDocument } from '@aiigo/client'
import { fileNameSchema, NotRetryableError } from '@aiigo/domain'
import { z } from 'zod'
import type { DownloadedResult, ResultFile } from './Buyer.js'

const manifestSchema = z.object({
  version: z.literal(1),
  jobId: z.string(),
  taskId: z.string(),
  attempt: z.int(),
  exitCode: z.int(),
  outcome: z.string(),
  outputs: z.array(
    z.object({
      name: fileNameSchema,
      cid: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      size: z.int().min(0),
    }),
  ),
})

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function mismatch(message: string): NotRetryableError {
  return new NotRetryableError('RESULT_MISMATCH', `${message}; do not approve the result`)
}

/**
 * Fetches a job's manifest and outputs. The manifest has to have the hash that the node signed, and every output the hash and
 * size that the manifest names. Files go below `folder`; the manifest goes beside it as `<folder>.manifest.json`.
 */
export async function downloadResult(
  jobId: string,
  folder: string,
  { client, blobUrl }: { client: Client; blobUrl: string },
): Promise<DownloadedResult> {
  const { job } = await client.execute(JobDocument, { id: jobId })
  if (!job?.result)
    throw new NotRetryableError('NO_RESULT', `expected a job with a result, ${jobId} has none (${job?.state})`)
  const { result } = job
  if (result.resultHash !== `0x${result.manifestSha256}`) {
    throw mismatch(`expected the result hash ${result.resultHash} to be the manifest's, got ${result.manifestSha256}`)
  }
  const bytes = await downloadBlob(blobUrl, result.manifestCid, { sha256: result.manifestSha256, maxBytes: 1_048_576 })
  const manifest = manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  if (manifest.jobId !== jobId || manifest.taskId !== job.taskId || manifest.attempt !== result.attempt) {
    throw mismatch(
      `expected the manifest of ${jobId}, attempt ${result.attempt}, got that of ${manifest.jobId}, attempt ${manifest.attempt}`,
    )
  }
  const target = resolve(folder)
  await mkdir(target, { recursive: true })
  await writeFile(`${target}.manifest.json`, bytes)
  const files: ResultFile[] = []
  for (const { name, cid, sha256: expected, size } of manifest.outputs) {
    const content = await downloadBlob(blobUrl, cid, { sha256: expected, maxBytes: size })
    if (content.length !== size || sha256(content) !== expected) {
      throw mismatch(
        `expected ${name} to be ${size} bytes with SHA-256 ${expected}, got ${content.length} with ${sha256(content)}`,
      )
    }
    const path = join(target, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    files.push({ name, path, size, sha256: expected })
  }
  const { exitCode, outcome } = manifest
  return { manifestSha256: result.manifestSha256, exitCode, outcome, files }
}
