import { createHash, randomBytes } from 'node:crypto'

/** An unguessable secret, recognisable by its prefix. */
export function newSecretToken(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`
}

/** The stored form of a secret. The secret is random and long, so a fast hash is enough. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
