/** Where the agent finds the platform, and how it names its machine. */
export interface AgentCommand {
  /** The page's own origin, such as `http://127.0.0.1:4000`: the API serves the page. */
  readonly origin: string
  readonly blobUrl: string
  /** Null where the provider brings a node of its own. */
  readonly rpcUrl: string | null
  readonly name: string
  readonly region: string
}

/** Names that the agent takes. */
export const MACHINE_NAME = /^(?=.*\S)[\w .-]{1,64}$/

/** The stake of a new machine, AIIGO base units. */
export const STAKE = 1_000n * 10n ** 18n

/** Texts that the provider replaces. */
export const KEY_PLACE = '0xYOUR_KEY'
export const NODE_PLACE = 'YOUR_NODE'

/**
 * The command that starts an agent for this platform, for a shell in a clone of the repository. A second machine on the
 * same computer needs another name, which is another folder; the health endpoint takes any free port.
 */
export function agentCommand({ origin, blobUrl, rpcUrl, name, region }: AgentCommand): string {
  const folder = name.replace(/[^\w-]+/g, '-')
  const settings = [
    ['API_URL', new URL('/graphql', origin).href],
    ['ETHEREUM_RPC_URL', rpcUrl ?? NODE_PLACE],
    ['BLOB_STORE_URL', blobUrl],
    ['DEPLOYMENT_FILE', new URL('/deployment.json', origin).href],
    ['AGENT_NAME', name],
    ['AGENT_REGION', region],
    ['AGENT_DATA_DIR', `.aiigo/agents/${folder}`],
    ['AGENT_ASKS', '{"ETH":"900000000000"}'],
    ['AGENT_STAKE', STAKE.toString()],
    ['PORT', '0'],
    ['PROVIDER_PRIVATE_KEY', KEY_PLACE],
  ] as const
  return [...settings.map(([setting, value]) => `${setting}=${quoted(value)} \\`), 'node agent/dist/main.js'].join('\n')
}

/** A word of a POSIX shell. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
