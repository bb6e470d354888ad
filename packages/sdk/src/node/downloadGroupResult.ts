import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tarEnd, tarEntry } from '@aiigo/domain'
import type { Buyer, Result } from '../buyer/Buyer.js'
import type { CallOptions } from '../connect/Connection.js'
import { chosenMembers } from './chosenMembers.js'
import { type DownloadedResult, downloadResult } from './downloadResult.js'

/** A result of a group's job. */
export interface MemberResult extends Result {
  readonly key: string
  readonly element: number | null
}

/** A result of a group's job on disk. */
export interface DownloadedMember extends DownloadedResult {
  readonly key: string
  readonly element: number | null
  /** Folder of its files. */
  readonly folder: string
}

/**
 * Fetches the results of a group's jobs, as far as there are some: each into a folder of its step, and in it of its
 * element. Replicas of an element have one folder, with a result that matched; before their comparison has ended, or
 * where it was skipped, with the first one. Each file has the hash that its node signed.
 * @throws NotRetryableError `GROUP_UNKNOWN`, `RESULT_MISMATCH`
 * @example const results = await downloadGroupResult(buyer, groupId, 'results') // results/train/3/model.json
 */
export async function downloadGroupResult(
  buyer: Pick<Buyer, 'group' | 'result' | 'download'>,
  groupId: string,
  folder: string,
  options: CallOptions = {},
): Promise<readonly DownloadedMember[]> {
  const results: DownloadedMember[] = []
  const { members } = await buyer.group(groupId, options)
  for (const { member, folder: own } of chosenMembers(members)) {
    const { key, element, jobId } = member
    const target = join(resolve(folder), own)
    results.push({ ...(await downloadResult(buyer, jobId, target, options)), key, element, folder: target })
  }
  return results
}

/**
 * The same as one archive (tar, as `tar -xf` reads it), with the manifest of each job beside its folder. The archive
 * has its name when it is whole: until then `.part` is behind it.
 * @returns the results that are in it
 * @throws NotRetryableError `GROUP_UNKNOWN`, `RESULT_MISMATCH`
 * @example await archiveGroupResult(buyer, groupId, 'results.tar')
 */
export async function archiveGroupResult(
  buyer: Pick<Buyer, 'group' | 'result' | 'download'>,
  groupId: string,
  path: string,
  options: CallOptions = {},
): Promise<readonly MemberResult[]> {
  const results: MemberResult[] = []
  const { members } = await buyer.group(groupId, options)
  async function* entries(): AsyncGenerator<Uint8Array> {
    for (const { member, folder } of chosenMembers(members)) {
      const result = await buyer.result(member.jobId, options)
      const { key, element } = member
      results.push({ ...result, key, element })
      yield tarEntry(`${folder}.manifest.json`, result.manifest)
      for (const file of result.files) yield tarEntry(`${folder}/${file.name}`, await buyer.download(file, options))
    }
    yield tarEnd()
  }
  const part = `${path}.part`
  try {
    await pipeline(Readable.from(entries()), createWriteStream(part))
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return results
}
