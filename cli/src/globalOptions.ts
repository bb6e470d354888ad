import { type OptionSpec, OUTPUT_OPTIONS } from '@aiigo/terminal'

/** Options of every command. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { flags: '--api <URL>', about: "the platform's GraphQL URL (AIIGO_API_URL; else the local stack's)" },
  { flags: '--rpc <URL>', about: "the chain's JSON-RPC URL (ETHEREUM_RPC_URL; else the one that the platform names)" },
  ...OUTPUT_OPTIONS,
]
