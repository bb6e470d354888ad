import type { JobFiles, Problem } from '@aiigo/domain'
import { type JobKey, unwrapKey } from '@aiigo/sealing'

/**
 * The key that comes with a job: the platform has to be able to release it, or must not have it.
 * @param fileKey the platform's own
 */
export async function checkSealedKey(
  files: JobFiles,
  sealedKey: string | null,
  fileKey: JobKey,
): Promise<{ key: JobKey | null } | { problems: Problem[] }> {
  const problem = (code: string, message: string) => ({ problems: [{ code, field: 'sealedKey', message }] })
  if (files.privacy !== 'platform') {
    if (sealedKey === null) return { key: null }
    return problem('SEALED_KEY_UNWANTED', `expected no key for a job with privacy ${files.privacy}; leave it out`)
  }
  if (sealedKey === null) {
    const text =
      'expected the job’s identity sealed to platform.fileRecipient, base64; send it, or make the job private'
    return problem('SEALED_KEY_MISSING', text)
  }
  const key = await unwrapKey(sealedKey, fileKey.identity).catch(() => null)
  if (key?.recipient === files.recipient) return { key }
  const text = `expected the identity of ${files.recipient}, sealed to ${fileKey.recipient}; got ${key ? 'another identity' : 'what that recipient cannot open'}`
  return problem('SEALED_KEY_INVALID', text)
}
