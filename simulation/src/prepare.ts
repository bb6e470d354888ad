import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createReader, createWallet, type Deployment, escrowAbi, nodeRegistryAbi } from '@aiigo/chain'
import { recoverSigner } from '@aiigo/chain/node'
import { deployContracts, localAccount, localArbitrators, localPreset, localRoles } from '@aiigo/contracts'
import { ETH_ADDRESS, TIERS } from '@aiigo/domain'
import { createLogger } from '@aiigo/service'
import {
  type ChainChallenge,
  type ChainNode,
  createStorage,
  inTransaction,
  migrate,
  mirrorChallenges,
  mirrorNodes,
  type Storage,
  writeCursor,
} from '@aiigo/storage'
import { testPostgres } from '@aiigo/storage/testing'
import { createChainWriter, createMarketplace, type WorkerDeps } from '@aiigo/worker'
import { type RegisteredNode, registerNode } from '@aiigo/worker/testing'
import pg from 'pg'
import { type Hex, keccak256, parseEther, toHex, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createIndexer, type View } from './chain/createIndexer.js'
import { type ChainNode as RunningChain, startChain } from './chain/startChain.js'
import { createRandom } from './kernel/createRandom.js'
import { setScene } from './kernel/installGlobals.js'
import { native } from './kernel/native.js'
import { workerSettings } from './processes/settings.js'

/** The beginning of every simulation, made once: a deployed chain with nodes, and a database that knows them. */
export interface Prepared {
  deployment: Deployment
  nodes: readonly RegisteredNode[]
  /** Those of the platform, which run jobs again. */
  owned: ReadonlySet<string>
  /** Of the buyers' accounts. */
  buyers: readonly Hex[]
  /** Unix seconds of the latest block. */
  chainTime: number
  block: number
  /** The subgraph as of that block. */
  views: readonly View[]
  /** The open file in which every database reads its clock. */
  clock: number
  /** Keys of the operator and of the arbitrators: deriving them takes a while. */
  operatorKey: Hex
  arbitratorKeys: readonly Hex[]
  /** Starts a copy of the chain. */
  startChain(): Promise<RunningChain>
  /** Makes a copy of the database. */
  createDatabase(): Promise<{ url: string; drop(): Promise<void> }>
  stop(): void
}

/** Unix seconds of the chain's first block: 2026-01-01. */
const GENESIS = 1_767_225_600
/** Accounts of the development mnemonic. */
const BUYERS = [20, 21, 22]
const PROVIDERS = [
  { account: 10, units: 2, isOwned: false },
  { account: 11, units: 2, isOwned: false },
  { account: 12, units: 4, isOwned: false },
  { account: 13, units: 4, isOwned: true },
]
/** Wei for a million core-seconds. */
const RATE = 1_000_000_000n
const LOOPBACK = ['127.0.0.1', 'localhost']
const TEMPLATE = 'simulation_template'

/** Time and chance of the database: PostgreSQL looks for functions here before it looks among its own. */
const clockSql = (file: string): string => `
  create schema sim;
  create sequence sim.draws;
  create function sim.now() returns timestamptz language sql stable
    as $$ select to_timestamp(pg_read_file('${file}')::double precision) $$;
  create function sim.clock_timestamp() returns timestamptz language sql volatile
    as $$ select to_timestamp(pg_read_file('${file}')::double precision) $$;
  create function sim.random() returns double precision language sql volatile
    as $$ select (hashtextextended(nextval('sim.draws')::text, 0) & 9007199254740991) / 9007199254740992.0 $$;
  create function sim.gen_random_uuid() returns uuid language sql volatile
    as $$ select overlay(overlay(md5('uuid' || nextval('sim.draws')) placing '4' from 13) placing '8' from 17)::uuid $$;`

async function using<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The server by its socket on this machine where it has one: TCP was half of the time that a statement took here. */
async function bySocket(server: string): Promise<string> {
  const [folder, port] = await using(server, async (client) => {
    const { rows } = await client.query<{ folders: string; port: string }>(
      "select current_setting('unix_socket_directories') as folders, current_setting('port') as port",
    )
    return [rows[0]?.folders.split(',')[0]?.trim() ?? '', rows[0]?.port ?? '']
  })
  const { host, hostname } = new URL(server)
  if (!LOOPBACK.includes(hostname) || !existsSync(join(folder, `.s.PGSQL.${port}`))) return server
  return server.replace(`@${host}`, `@${encodeURIComponent(folder)}:${port}`)
}

const urlOf = (server: string, database: string): string =>
  Object.assign(new URL(server), { pathname: `/${database}` }).toString()

const searchPath = (name: string): string =>
  `alter database ${name} set search_path = public, sim, pg_catalog;
   alter database ${name} set deadlock_timeout = '1ms';
   alter database ${name} set synchronous_commit = on;
   alter database ${name} set jit = off`

/** The database as `chain-sync` would have brought it up to a view. */
async function followTo(storage: Storage, { nodes, challenges, block, hash }: View): Promise<void> {
  const em = storage.fork()
  const dateOf = (seconds: unknown): Date => new Date(Number(seconds) * 1000)
  const rows = [...challenges.values()].map(({ entity }) => ({
    id: entity.id,
    nodeId: (entity.node as { id: string }).id,
    issuedAt: dateOf(entity.issuedAt),
    deadline: dateOf(entity.deadline),
    state: entity.state as ChainChallenge['state'],
  }))
  const chainNodes = [...nodes.values()].map(({ entity }) => ({
    ...(entity as unknown as ChainNode),
    provider: (entity.provider as { id: string }).id,
    asks: Object.fromEntries(
      (entity.asks as { token: string; rate: string }[]).map(({ token, rate }) => [token, rate]),
    ),
  }))
  await inTransaction(storage, (tx) => mirrorNodes(tx, chainNodes, block))
  await mirrorChallenges(em, rows)
  await writeCursor(em, 'subgraph', block, hash)
}

export async function prepare(say: (line: string) => void): Promise<Prepared> {
  // Its module is compiled with the first signature, in the machine's time: a seed that is the first one would take
  // another course than the same seed later.
  await recoverSigner(zeroHash, `0x${'01'.repeat(64)}1b`)
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-simulation-'), { encoding: 'utf8' })
  const clockFile = join(folder, 'clock')
  const random = createRandom(1)
  let chainTime = GENESIS
  setScene({ now: () => (chainTime + 1) * 1000, random, kernel: null, fetch: native.fetch })
  writeFileSync(clockFile, GENESIS.toFixed(6))
  const clock = openSync(clockFile, 'r+')
  chmodSync(folder, 0o755)

  const server = await bySocket(await testPostgres())
  await using(server, async (client) => {
    await client.query('alter system set autovacuum = off')
    await client.query('select pg_reload_conf()')
    await client.query(`drop database if exists ${TEMPLATE} with (force)`)
    await client.query(`create database ${TEMPLATE}`)
    for (const statement of searchPath(TEMPLATE).split(';')) await client.query(statement)
  })
  const template = urlOf(server, TEMPLATE)
  await using(template, (client) => client.query(clockSql(clockFile)))
  await migrate(template)
  say('the database is ready')

  const chain = await startChain(['--accounts', '53', '--timestamp', String(GENESIS)])
  await chain.call('anvil_setBlockTimestampInterval', [1])
  const deployed = await deployContracts({
    rpcUrl: chain.rpcUrl,
    deployerPrivateKey: localRoles().deployer.privateKey,
    config: localPreset(),
    journalPath: join(folder, 'deployment.json'),
  })
  const deployment = { ...deployed } as Deployment
  const reader = createReader(deployment.chainId, chain.rpcUrl)
  const storage = await createStorage({ databaseUrl: template, poolSize: 2 })
  const log = createLogger({ name: 'preparation', level: 'silent' })
  const roles = localRoles()
  const account = privateKeyToAccount(roles.operator.privateKey)
  const deps = {
    storage,
    log,
    marketplace: createMarketplace(reader, deployment),
    writer: createChainWriter({ storage, reader, account, chainId: deployment.chainId, log, pollMs: 5 }),
    settings: { ...workerSettings(deployment), powSeconds: 300 },
  } as unknown as WorkerDeps
  const control = { rpcUrl: chain.rpcUrl, chainId: deployment.chainId, deployment, reader }
  const nodes: RegisteredNode[] = []
  const owned = new Set<string>()
  for (const { account: index, units, isOwned } of PROVIDERS) {
    const options = { chain: control as never, deps, faucetKey: roles.publicSale.privateKey, rate: RATE }
    const node = await registerNode(options, index, units)
    nodes.push(node)
    if (isOwned) {
      await own(node.id)
      owned.add(node.id)
    }
  }
  /** Makes a node one of the platform's. */
  async function own(nodeId: Hex): Promise<void> {
    const admin = createWallet(deployment.chainId, chain.rpcUrl, roles.admin.privateKey)
    const registry = { address: deployment.addresses.NodeRegistry, abi: nodeRegistryAbi } as const
    const role = keccak256(toHex('OPERATOR_ROLE'))
    const granting = { ...registry, functionName: 'grantRole', args: [role, admin.account.address] } as const
    await reader.waitForTransactionReceipt({ hash: await admin.writeContract(granting) })
    const setting = { ...registry, functionName: 'setTier', args: [nodeId, TIERS.indexOf('OWNED')] } as const
    await reader.waitForTransactionReceipt({ hash: await admin.writeContract(setting) })
  }
  const buyers = BUYERS.map((index) => localAccount(index).privateKey)
  for (const key of buyers) {
    const wallet = createWallet(deployment.chainId, chain.rpcUrl, key)
    const value = parseEther('1')
    const args = [ETH_ADDRESS, wallet.account.address, value] as const
    const escrow = { address: deployment.addresses.Escrow, abi: escrowAbi } as const
    await reader.waitForTransactionReceipt({
      hash: await wallet.writeContract({ ...escrow, functionName: 'deposit', args, value }),
    })
  }
  const latest = await chain.call<{ number: Hex; timestamp: Hex }>('eth_getBlockByNumber', ['latest', false])
  chainTime = Number(latest.timestamp)
  const block = Number(latest.number)
  const indexer = createIndexer(chain, deployment, [])
  await indexer.advance(block + 1)
  await followTo(storage, indexer.view())
  await storage.close()
  const state = await chain.call<Hex>('anvil_dumpState')
  const stateFile = join(folder, 'state.json')
  writeFileSync(stateFile, gunzipSync(Buffer.from(state.slice(2), 'hex')))
  chain.stop()
  await using(server, (client) => client.query(`alter database ${TEMPLATE} is_template true`))
  setScene(null)
  say(`the chain is ready, ${block} blocks`)

  let databases = 0
  const keys = {
    operatorKey: roles.operator.privateKey,
    arbitratorKeys: localArbitrators().map(({ privateKey }) => privateKey),
  }
  return {
    ...keys,
    ...{ deployment, nodes, owned, buyers, chainTime, block, views: [indexer.view()], clock },
    async startChain() {
      // The state has the balances: deriving accounts was most of the start.
      const args = ['--accounts', '1', '--load-state', stateFile, '--timestamp', String(chainTime + 1), '--no-mining']
      return startChain(args)
    },
    async createDatabase() {
      const name = `simulation_${process.pid}_${databases++}`
      await using(server, async (client) => {
        await client.query(`create database ${name} template ${TEMPLATE}`)
        for (const statement of searchPath(name).split(';')) await client.query(statement)
      })
      return {
        url: urlOf(server, name),
        drop: () =>
          using(server, async (client) => {
            await client.query(`drop database if exists ${name} with (force)`)
          }),
      }
    },
    stop() {
      closeSync(clock)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
