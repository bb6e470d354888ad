import { createHash, randomBytes } from 'node:crypto'

/** A secret that nobody can guess, recognisable by its prefix. */
export function newSecretToken(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`
}

/** What is stored of a secret. It is random and long, so a fast hash is enough. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
