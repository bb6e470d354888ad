import { randomUUID } from 'node:crypto'
import { ApiKey, addApiKey, recordApiKeyUse, revokeApiKey, type Storage } from '@aiigo/storage'
import type { Viewer } from '../../graphql/context.js'
import type { ApiKey as ApiKeyType } from './account.type.js'
import { CredentialsRefused } from './CredentialsRefused.js'
import { hashOf, newSecretToken } from './secretToken.js'

export interface ApiKeys {
  list(address: string): Promise<ApiKeyType[]>
  /** @returns the key, which is not stored and so can't be shown again; null when the account has as many as it may */
  create(address: string, name: string): Promise<{ key: string; apiKey: ApiKeyType } | null>
  /** Null when the account has no such key. */
  revoke(address: string, id: string): Promise<ApiKeyType | null>
  /** @throws CredentialsRefused saying what is wrong with the key */
  check(key: string): Promise<Viewer>
}

export const API_KEY_PREFIX = 'aiigo_'
/** Live API keys an account may have. */
export const MAX_API_KEYS = 20
/** `last_used_at` is written at most this often. */
const USED_MS = 60_000

/** Long-lived credentials of accounts. */
export function createApiKeys({ storage, now }: { storage: Storage; now: () => number }): ApiKeys {
  return {
    async list(address) {
      const keys = await storage.fork().find(ApiKey, { address }, { orderBy: { createdAt: 'desc' }, limit: 100 })
      return keys.map(toApiKeyType)
    },
    async create(address, name) {
      const key = newSecretToken(API_KEY_PREFIX)
      const apiKey = {
        ...{ id: randomUUID(), address, name, keyHash: hashOf(key), createdAt: new Date(now()) },
        prefix: key.slice(0, API_KEY_PREFIX.length + 6),
      }
      const added = await storage.fork().transactional((em) => addApiKey(em, apiKey, MAX_API_KEYS))
      return added ? { key, apiKey: toApiKeyType(apiKey) } : null
    },
    async revoke(address, id) {
      const apiKey = await revokeApiKey(storage.fork(), { id, address }, new Date(now()))
      return apiKey && toApiKeyType(apiKey)
    },
    async check(key) {
      const em = storage.fork()
      const apiKey = await em.findOne(ApiKey, { keyHash: hashOf(key) })
      if (!apiKey) throw new CredentialsRefused('the API key is unknown')
      if (apiKey.revokedAt) throw new CredentialsRefused('the API key was revoked')
      if (!apiKey.lastUsedAt || now() - apiKey.lastUsedAt.getTime() > USED_MS) {
        await recordApiKeyUse(em, apiKey.id, new Date(now()))
      }
      return { address: apiKey.address, via: 'apiKey', expiresAt: null }
    },
  }
}

function toApiKeyType(key: Pick<ApiKey, 'id' | 'name' | 'prefix' | 'createdAt'> & Partial<ApiKey>): ApiKeyType {
  const { id, name, prefix, createdAt, lastUsedAt, revokedAt } = key
  return { id, name, prefix, createdAt, lastUsedAt: lastUsedAt ?? null, revokedAt: revokedAt ?? null }
}
