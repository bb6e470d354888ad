import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { StackError } from '../errors.js'
import type { ExternalParts } from '../stackOptions.js'
import { withClient } from './postgres.js'
import { queryGraphql } from './queryGraphql.js'

/**
 * Checks the parts that run elsewhere, all of them, before anything is started.
 *
 * @returns the chain id of the external chain, if there is one
 * @throws {StackError} naming every setting that doesn't work and why
 */
export async function checkExternalParts(external: ExternalParts): Promise<{ chainId?: number }> {
  const problems: string[] = []
  let chainId: number | undefined
  const check = async (
    setting: string,
    url: string | undefined,
    expected: string,
    probe: (url: string) => Promise<unknown>,
  ) => {
    if (url === undefined) return
    try {
      await probe(url)
    } catch (error) {
      const { message, cause } = error as Error
      const reason =
        cause instanceof Error ? `${message}: ${cause.message || (cause as NodeJS.ErrnoException).code}` : message
      problems.push(
        `${setting} (${withoutPassword(url)}): expected ${expected}; ${reason || (error as NodeJS.ErrnoException).code}; start it, correct the URL, or unset ${setting} to have one started here`,
      )
    }
  }
  await Promise.all([
    check('DATABASE_URL', external.databaseUrl, 'a PostgreSQL database', (url) =>
      withClient(url, (client) => client.query('SELECT 1')),
    ),
    check('REDIS_URL', external.redisUrl, 'a Redis server', pingRedis),
    check('ETHEREUM_RPC_URL', external.ethereumRpcUrl, 'an Ethereum JSON-RPC endpoint', async (url) => {
      chainId = await readChainId(url)
    }),
    check('SUBGRAPH_URL', external.subgraphUrl, 'the query endpoint of the subgraph', (url) =>
      queryGraphql(url, '{ _meta { block { number } hasIndexingErrors } }'),
    ),
    check('BLOB_STORE_URL', external.blobStoreUrl, 'a blob gateway', async (url) => {
      const response = await fetch(`${url.replace(/\/+$/, '')}/healthz`, { signal: AbortSignal.timeout(3000) })
      if (!response.ok) throw new Error(`GET /healthz answered ${response.status}`)
    }),
  ])
  if (problems.length > 0) throw new StackError(problems.join('\n'))
  return chainId === undefined ? {} : { chainId }
}

async function readChainId(url: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
    signal: AbortSignal.timeout(5000),
  })
  const { result } = (await response.json()) as { result?: string }
  if (!result) throw new Error('eth_chainId got no result')
  return Number(result)
}

/** Speaks just enough of Redis's protocol to log in and PING. */
function pingRedis(text: string): Promise<void> {
  const url = new URL(text)
  const options = { host: url.hostname, port: Number(url.port || 6379), servername: url.hostname }
  return new Promise((resolve, reject) => {
    const socket = url.protocol === 'rediss:' ? connectTls(options) : connectTcp(options)
    const send = (...words: string[]): void => {
      socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`)
    }
    let answer = ''
    socket.setTimeout(3000, () => socket.destroy(new Error('no answer within 3 s')))
    socket.once('error', reject)
    socket.once(url.protocol === 'rediss:' ? 'secureConnect' : 'connect', () => {
      if (url.password)
        send('AUTH', ...(url.username ? [decodeURIComponent(url.username)] : []), decodeURIComponent(url.password))
      send('PING')
    })
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString()
      if (answer.includes('+PONG')) {
        socket.end()
        resolve()
      } else if (/^-.*\r\n/m.test(answer)) socket.destroy(new Error(`it answered ${answer.trim()}`))
    })
    socket.once('close', () => reject(new Error('it closed the connection')))
  })
}

/** A URL that may be shown. */
export function withoutPassword(text: string): string {
  const url = new URL(text)
  if (url.password) url.password = '***'
  return url.toString()
}
