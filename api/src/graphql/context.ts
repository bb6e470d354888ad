/** The caller, authenticated by an access token (a signed-in wallet) or by an API key of that wallet. */
export interface Viewer {
  /** Wallet address, lower-case. */
  readonly address: string
  readonly via: 'session' | 'apiKey'
  /** Unix seconds until which the proof holds; null for API keys, which hold until revoked. */
  readonly expiresAt: number | null
}

/** The context of every resolver. */
export interface Context {
  readonly viewer: Viewer | null
  /** Why sent credentials were not accepted: operations that need a viewer answer with it. */
  readonly refusal: string | null
  readonly ip: string
  readonly userAgent: string | null
}
