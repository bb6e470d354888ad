import { type EntityManager, filesHeldFor } from '@aiigo/storage'
import type { ForgetFiles } from './createForgetFiles.js'

/** Has files of a job deleted; those that another job of their holder needs stay. */
export type ForgetUnneeded = (
  em: EntityManager,
  jobId: string,
  holder: string,
  cids: readonly string[],
) => Promise<void>

export function createForgetUnneeded(forget: ForgetFiles): ForgetUnneeded {
  return async (em, jobId, holder, cids) => {
    const once = [...new Set(cids)]
    const needed = await filesHeldFor(em, holder, jobId, once)
    const unneeded = once.filter((cid) => !needed.has(cid))
    if (unneeded.length > 0) await forget(holder, unneeded)
  }
}
