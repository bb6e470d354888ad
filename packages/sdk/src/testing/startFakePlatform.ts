import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Address } from 'viem'

/** Addresses that are easy to distinguish. */
const at = (digit: string): Address => `0x${digit.repeat(40)}`

export const CONTRACTS = {
  aiigoToken: at('1'),
  stakingPool: at('2'),
  nodeRegistry: at('3'),
  powVerifier: at('4'),
  taskMarketplace: at('5'),
  escrow: at('6'),
  arbitration: at('7'),
  bonusDistributor: at('b'),
  stakerLocks: at('c'),
  aiigoGovernor: at('d'),
  aiigoTimelock: at('e'),
  guardianCouncil: at('f'),
  partnerBonds: at('a'),
  communityRewards: '0x0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c',
  daoTreasury: '0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f',
  communityRewardsVesting: '0xa1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1',
  teamVesting: '0xa2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2',
  privateSaleVesting: '0xa3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3',
} as const

export const USDC = at('8')

export const PLATFORM = {
  chainId: 31_337,
  contracts: CONTRACTS,
  paymentTokens: [
    { symbol: 'ETH', address: at('0'), decimals: 18 },
    { symbol: 'USDC', address: USDC, decimals: 6 },
  ],
  feeBps: 800,
  blobUrl: 'http://blobs.invalid',
  fileRecipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
  matcher: at('9'),
  minWindowSeconds: 5,
  status: { well: true, troubles: [] },
  transferGraceSeconds: 20,
  block: '1',
}

/** Answers of GraphQL root fields and of JSON-RPC methods; a function gets the variables or the parameters. */
export interface Answers {
  readonly api?: Readonly<Record<string, unknown>>
  readonly rpc?: Readonly<Record<string, unknown>>
}

export interface FakePlatform {
  readonly apiUrl: string
  readonly rpcUrl: string
  /** Names of what was asked, in order: root fields and methods. */
  readonly asked: string[]
  stop(): void
}

/** An API and a chain in one HTTP server, that answer what a test says. */
export async function startFakePlatform({ api = {}, rpc = {} }: Answers = {}): Promise<FakePlatform> {
  const asked: string[] = []
  const answerOf = (table: Readonly<Record<string, unknown>>, name: string, input: unknown): unknown => {
    asked.push(name)
    if (!(name in table)) throw new Error(`the test has no answer for ${name}`)
    const answer = table[name]
    return typeof answer === 'function' ? (answer as (input: unknown) => unknown)(input) : answer
  }
  const fields: Readonly<Record<string, unknown>> = { platform: PLATFORM, ...api }
  const methods: Readonly<Record<string, unknown>> = { eth_chainId: '0x7a69', ...rpc }

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const asking = JSON.parse(body) as {
      query?: string
      variables?: unknown
      method?: string
      params?: unknown
      id?: number
    }
    const { query, variables, method = '', params, id } = asking
    response.setHeader('content-type', 'application/json')
    if (query === undefined) {
      try {
        response.end(JSON.stringify({ jsonrpc: '2.0', id, result: answerOf(methods, method, params) }))
      } catch (error) {
        response.end(JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32601, message: String(error) } }))
      }
      return
    }
    const root = /\{\s*(\w+)/.exec(query)?.[1] ?? ''
    response.end(JSON.stringify({ data: { [root]: answerOf(fields, root, variables) } }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    apiUrl: `http://127.0.0.1:${port}/graphql`,
    rpcUrl: `http://127.0.0.1:${port}/rpc`,
    asked,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
