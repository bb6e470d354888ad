import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deployment } from '@aiigo/chain'
import { createHealth, createLogger, createMetrics, createProgress } from '@aiigo/service'
import { createStorage, type Storage } from '@aiigo/storage'
import { createTestDatabase } from '@aiigo/storage/testing'
import { createClient, type Client as SocketClient } from 'graphql-ws'
import type { Hex } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import { WebSocket } from 'ws'
import { readConfig } from '../config.js'
import { createApi } from '../createApi.js'
import { FILE_GRANT_SECRET, type Remotes, startRemotes } from './startRemotes.js'

export const CHAIN_ID = 31_337
const address = (digit: string) => `0x${digit.repeat(40)}` as const

export const deployment = {
  chainId: CHAIN_ID,
  startBlock: 0,
  addresses: {
    AiigoToken: address('1'),
    StakingPool: address('2'),
    NodeRegistry: address('3'),
    PowVerifier: address('4'),
    TaskMarketplace: address('5'),
    Escrow: address('6'),
    TestUSDC: address('7'),
    Arbitration: address('8'),
    PartnerBonds: address('9'),
    StakerLocks: address('a'),
    AiigoTimelock: address('b'),
    AiigoGovernor: address('c'),
    CommunityRewards: address('d'),
    BonusDistributor: address('e'),
    GuardianCouncil: address('f'),
    DaoTreasury: `0x${'0f'.repeat(20)}` as const,
  },
  vesting: {
    communityRewards: `0x${'a1'.repeat(20)}` as const,
    team: `0x${'a2'.repeat(20)}` as const,
    privateSale: `0x${'a3'.repeat(20)}` as const,
  },
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  data: any
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[]
  // biome-ignore lint/suspicious/noExplicitAny: as above
  extensions?: any
}

export interface Person {
  account: PrivateKeyAccount
  /** Lower-case. */
  address: string
  accessToken: string
  refreshToken: string
  /** Sends an operation as this person. */
  ask(query: string, variables?: object): Promise<Answer>
  /** A WebSocket client of this person. */
  socket(): SocketClient
}

/** A wallet as far as signing in needs it. */
export interface SiweAccount {
  readonly address: Hex
  signMessage(input: { message: string }): Promise<Hex>
}

export interface TestApi {
  url: string
  storage: Storage
  databaseUrl: string
  remotes: Remotes
  /** Of the process that answers queries. @throws Error when there is none */
  readerPid(): number
  /** The text of `/metrics`, with the figures of now. */
  metrics(): Promise<string>
  /** Moves the API's clock by milliseconds. */
  advance(ms: number): void
  ask(query: string, variables?: object, authorization?: string): Promise<Answer>
  siwe(account: SiweAccount, changes?: object): Promise<{ message: string; signature: Hex }>
  /** Signs in, with a new account when none is given. */
  person(account?: PrivateKeyAccount): Promise<Person>
  socket(authorization?: string): SocketClient
  close(): Promise<void>
}

interface StartOptions {
  subgraph?: boolean
  contracts?: Deployment
  /** Answers queries in a process of its own, as it runs; needs `tsc -b`. */
  readers?: boolean
}

/**
 * The whole API on a database and a port of its own, with a real HTTP server in front.
 * @param options `subgraph`: whether something answers for the subgraph; else it is away. `contracts`: where they are
 * on the chain of `ETHEREUM_RPC_URL`.
 */
export async function startApi(
  environment: Record<string, string> = {},
  { subgraph = false, contracts = deployment, readers = false }: StartOptions = {},
): Promise<TestApi> {
  const database = await createTestDatabase()
  const remotes = await startRemotes()
  const storage = await createStorage({ databaseUrl: database.databaseUrl, poolSize: 12 })
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-api-'))
  const deploymentFile = join(folder, 'deployment.json')
  writeFileSync(deploymentFile, JSON.stringify(contracts))
  const settings = {
    DATABASE_URL: database.databaseUrl,
    ETHEREUM_RPC_URL: remotes.rpcUrl,
    SUBGRAPH_URL: `${subgraph ? remotes.subgraphUrl : remotes.deadUrl}/subgraphs/name/none`,
    BLOB_STORE_URL: remotes.blobUrl,
    DEPLOYMENT_FILE: deploymentFile,
    AUTH_JWT_SECRET: 'a secret of the tests, long enough to be taken',
    FILE_GRANT_SECRET,
    FILE_KEY: 'the secret of the tests that keys are kept under',
    SIWE_DOMAIN: 'api.test',
    MATCHER_ADDRESS: address('9'),
    PORT: '0',
    LOG_LEVEL: 'silent',
    READERS: readers ? '1' : '0',
    SUBGRAPH_WAIT_MS: '0',
    ...environment,
  }
  const config = readConfig(settings)
  let offset = 0
  const log = createLogger({ name: 'api', level: 'silent' })
  const metrics = createMetrics({ runtime: false })
  const api = await createApi({
    config,
    storage,
    deployment: contracts,
    log,
    health: createHealth({ metrics }),
    metrics,
    isMetered: false,
    progress: createProgress({ metrics }),
    readerEnvironment: settings,
    now: () => Date.now() + offset,
  })
  const url = `http://127.0.0.1:${api.port}/graphql`

  async function ask(query: string, variables: object = {}, authorization?: string): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors, extensions } = (await response.json()) as Answer
    return { status: response.status, headers: response.headers, data, extensions, ...(errors ? { errors } : {}) }
  }

  async function siwe(account: SiweAccount, changes: object = {}) {
    const { data } = await ask('mutation { siweNonce { nonce domain uri chainId statement } }')
    const fields = {
      ...data.siweNonce,
      address: account.address,
      version: '1',
      issuedAt: new Date(Date.now() + offset),
    }
    const message = createSiweMessage({ ...fields, ...changes })
    return { message, signature: await account.signMessage({ message }) }
  }

  const sockets: SocketClient[] = []
  function socket(authorization?: string): SocketClient {
    const client = createClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: authorization ? { authorization } : {},
    })
    sockets.push(client)
    return client
  }

  return {
    url,
    storage,
    databaseUrl: database.databaseUrl,
    remotes,
    ask,
    siwe,
    socket,
    readerPid() {
      const pid = api.readerPid()
      if (pid === undefined) throw new Error('expected an API that was started with `readers`')
      return pid
    },
    async metrics() {
      await api.collectMetrics()
      return (await fetch(new URL('/metrics', url))).text()
    },
    advance(ms) {
      offset += ms
    },
    async person(account = privateKeyToAccount(generatePrivateKey())) {
      const { data } = await ask(VERIFY, await siwe(account))
      const { accessToken, refreshToken } = data.siweVerify.session
      const authorization = `Bearer ${accessToken}`
      return {
        account,
        accessToken,
        refreshToken,
        address: account.address.toLowerCase(),
        ask: (query, variables) => ask(query, variables, authorization),
        socket: () => socket(authorization),
      }
    },
    async close() {
      for (const client of sockets) await client.dispose()
      await api.close()
      await storage.close()
      await remotes.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const VERIFY = `mutation ($message: String!, $signature: Bytes!) { siweVerify(message: $message, signature: $signature) {
  session { accessToken refreshToken expiresAt address } userErrors { code field message } } }`
