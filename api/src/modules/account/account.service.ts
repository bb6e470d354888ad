import { Account, Node, type Storage } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import type { ApiKeyPayload, Me, RevokeApiKeyPayload, SessionPayload, SiweNonce } from './account.type.js'
import { type ApiKeys, MAX_API_KEYS } from './apiKeys.js'
import type { Sessions } from './sessions.js'
import { type SignIn, type SiweSettings, STATEMENT } from './signIn.js'

interface Deps {
  storage: Storage
  signIn: SignIn
  sessions: Sessions
  apiKeys: ApiKeys
  siwe: SiweSettings
  /** Wallets of the platform's operator, lower case. */
  operators: readonly string[]
}

export type AccountService = ReturnType<typeof createAccountService>

/** Accounts: signing in, sessions, API keys. */
export function createAccountService({ storage, signIn, sessions, apiKeys, siwe, operators }: Deps) {
  return {
    async me(viewer: Viewer): Promise<Me> {
      const em = storage.fork()
      const [account, keys, nodes] = await Promise.all([
        em.findOneOrFail(Account, { address: viewer.address }),
        apiKeys.list(viewer.address),
        storage
          .fork()
          .find(Node, { provider: viewer.address }, { fields: ['id'], orderBy: { id: 'asc' }, limit: 1000 }),
      ])
      const nodeIds = nodes.map(({ id }) => id)
      const isOperator = operators.includes(viewer.address)
      return { address: viewer.address, createdAt: account.createdAt, apiKeys: keys, nodeIds, isOperator }
    },

    async issueNonce(): Promise<SiweNonce> {
      return { ...(await signIn.issueNonce()), ...siwe, statement: STATEMENT }
    },

    async verify(message: string, signature: Hex, userAgent: string | null): Promise<SessionPayload> {
      const verified = await signIn.verify(message, signature)
      if ('problem' in verified) return { session: null, userErrors: [verified.problem] }
      return { session: await sessions.open(verified.address, userAgent), userErrors: [] }
    },

    async refresh(refreshToken: string, userAgent: string | null): Promise<SessionPayload> {
      const session = await sessions.refresh(refreshToken, userAgent)
      if (session) return { session, userErrors: [] }
      const message = 'expected a refresh token that is live and was not used before; sign in again'
      return { session: null, userErrors: [{ code: 'REFRESH_TOKEN_INVALID', field: 'refreshToken', message }] }
    },

    signOut: (refreshToken: string): Promise<boolean> => sessions.end(refreshToken),

    async createApiKey(viewer: Viewer, name: string): Promise<ApiKeyPayload> {
      const trimmed = name.trim()
      const refuse = (code: string, message: string): ApiKeyPayload => ({
        apiKey: null,
        key: null,
        userErrors: [{ code, field: 'name', message }],
      })
      if (trimmed.length === 0 || trimmed.length > 100 || /\p{Cc}/u.test(trimmed)) {
        return refuse('NAME_INVALID', 'expected a name of 1 to 100 printable characters')
      }
      const created = await apiKeys.create(viewer.address, trimmed)
      if (created) return { ...created, userErrors: [] }
      return refuse('TOO_MANY_API_KEYS', `expected fewer than ${MAX_API_KEYS} live keys; revoke one first`)
    },

    async revokeApiKey(viewer: Viewer, id: string): Promise<RevokeApiKeyPayload> {
      const apiKey = isUuid(id) ? await apiKeys.revoke(viewer.address, id) : null
      if (apiKey) return { apiKey, userErrors: [] }
      const message = `expected the id of one of the caller's API keys, got ${id}`
      return { apiKey: null, userErrors: [{ code: 'API_KEY_UNKNOWN', field: 'id', message }] }
    },
  }
}
