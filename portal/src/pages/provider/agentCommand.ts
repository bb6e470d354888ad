/** Where the agent finds the platform, and how it names its machine. */
export interface AgentCommand {
  /** The page's own origin, such as `http://127.0.0.1:4000`: the API serves the page. */
  readonly origin: string
  /** Null where the provider brings a node of its own. */
  readonly rpcUrl: string | null
  readonly name: string
  readonly region: string
  /** Whether the key of the wallet comes from a file; else the agent makes a new wallet. */
  readonly hasWallet: boolean
}

/** Names that the agent takes. */
export const MACHINE_NAME = /^(?=.*\S)[\w .-]{1,64}$/

/** The stake of a new machine, AIIGO base units. */
export const STAKE = 1_000n * 10n ** 18n

/** Texts that the provider replaces. */
export const NODE_PLACE = 'YOUR_NODE'
export const FINGERPRINT_PLACE = 'FINGERPRINT'

/** The file of a wallet's key, which the provider writes. */
export const KEY_FILE = 'wallet-key'

/** Whether the agent takes the contracts' addresses from this platform without their fingerprint. */
export function needsFingerprint(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol !== 'https:' && !isLoopback(hostname)
}

/** Whether only this computer reaches a host. */
export const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

/**
 * The commands of the agent's README for this platform and machine, for a shell of root beside the package. The test
 * of the page compares them with the README.
 */
export function agentCommand({ origin, rpcUrl, name, region, hasWallet }: AgentCommand): string {
  const platform = [
    `--platform ${quoted(origin)}`,
    ...(needsFingerprint(origin) ? [`--fingerprint ${FINGERPRINT_PLACE}`] : []),
    ...(rpcUrl === null ? [`--rpc ${NODE_PLACE}`] : []),
  ]
  const wallet = [...(hasWallet ? [`--key-file ${KEY_FILE}`] : []), '--password-file wallet-password']
  return [
    'apt install ./aiigo-agent_*.deb',
    'umask 077; head -c 24 /dev/urandom | base64 > wallet-password',
    `aiigo-agent init ${platform.join(' ')} \\`,
    `  --name ${quoted(name)} --region ${region} --ask ETH=0.0001 ${wallet.join(' ')} --yes`,
    'aiigo-agent run',
  ].join('\n')
}

/** A word of a POSIX shell. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
