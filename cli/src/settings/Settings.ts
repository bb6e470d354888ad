/** Where the command line finds things. */
export interface Settings {
  /** GraphQL of the platform. */
  readonly apiUrl: string
  /** Whether the URL is nobody's choice but the local stack's. */
  readonly isDefaultApi: boolean
  /** JSON-RPC of the chain; null: the platform names it. */
  readonly rpcUrl: string | null
  /** `aiigo` in the user's folder of settings: keystore, sessions, `config.json`. */
  readonly folder: string
  /** Variables that a job's secrets are taken from. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of the example jobs that come along. */
  readonly examples: string
  /** Of JSON Schemas. */
  readonly schemas: string
}
