/** The caller, authenticated by an access token (a signed-in wallet) or by an API key of that wallet. */
export interface Viewer {
  /** Wallet address, lower-case. */
  readonly address: string
  readonly via: 'session' | 'apiKey'
  /** Unix seconds until which the proof holds; null for API keys, which hold until revoked. */
  readonly expiresAt: number | null
}

/** The cost that a caller may still spend in this minute. */
export interface Allowance {
  /** Cost of a minute. */
  readonly limit: number
  readonly remaining: number
  /** When the minute ends, Unix milliseconds. */
  readonly resetAt: number
}

/** Counts the cost of an operation against its caller's minute. */
export interface Meter {
  /** Wallet or IP address. */
  readonly caller: string
  /** As the operation came in. */
  readonly allowance: Allowance | null
  /**
   * Takes the measured cost.
   * @returns the allowance afterwards, null without a limit; `enough` is false when nothing was taken
   */
  charge(cost: number): Promise<{ enough: boolean; allowance: Allowance | null }>
}

/** The context of every resolver. */
export interface Context {
  readonly viewer: Viewer | null
  /** Why sent credentials were not accepted: operations that need a viewer answer with it. */
  readonly refusal: string | null
  readonly ip: string
  readonly userAgent: string | null
  /** Of a subscription: its looks for events. Absent where the cost is counted otherwise. */
  readonly meter?: Meter
  /** Hears of an operation over HTTP and its outcome: the schema's field that it asks for first, `ok` or a code. */
  readonly report?: (operation: string, outcome: string) => void
}
