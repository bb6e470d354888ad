import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createSubgraph } from './createSubgraph.js'

const HEAD = { number: 90, hash: `0x${'ab'.repeat(32)}` }
const node = { id: '0x0102030405060708' }
const LINKS = 1_234

interface Request {
  query: string
  variables: { since?: number; at?: number; after?: string }
}

/** Lists as graph-node answers them: in order of ids, 500 at most, those after an id. */
let server: Server
let url: string
const requests: Request[] = []

const challenge = { id: `0x${'01'.repeat(32)}`, node, issuedAt: '1', deadline: '2', state: 'OPEN' }
const links = Array.from({ length: LINKS }, (_, index) => {
  const id = `0x${index.toString(16).padStart(80, '0')}`
  return { id, a: id.slice(0, 42), b: `0x${id.slice(42)}`, reason: 'ESCROW_DEPOSIT', transaction: HEAD.hash }
})

function answer({ query, variables }: Request): Record<string, unknown> {
  const meta = query.includes('_meta') ? { _meta: { block: HEAD } } : {}
  if (query.includes('items:')) {
    return { items: links.filter(({ id }) => id > (variables.after ?? '')).slice(0, 500) }
  }
  if (!query.includes('walletLinks')) return meta
  return { ...meta, tasks: [], nodes: [], asks: [], challenges: [challenge], walletLinks: links.slice(0, 500) }
}

beforeAll(async () => {
  server = createServer(async (incoming, response) => {
    const request = JSON.parse(Buffer.concat(await incoming.toArray()).toString()) as Request
    requests.push(request)
    response.end(JSON.stringify({ data: answer(request) }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((closed) => server.close(closed)))

describe('changesSince', () => {
  test('reads all lists and their block in one request, and what is left of a full list as of that block', async () => {
    requests.length = 0
    const changes = await createSubgraph(url).changesSince(80)
    expect(changes.head).toEqual({ block: HEAD.number, hash: HEAD.hash })
    expect(changes.challenges).toEqual([
      { id: challenge.id, nodeId: node.id, issuedAt: new Date(1_000), deadline: new Date(2_000), state: 'OPEN' },
    ])
    expect(changes.walletLinks.map(({ a, b }) => a + b.slice(2))).toEqual(links.map(({ id }) => id))
    const [first, ...rest] = requests
    // Without a block all of its fields are answered at the same one.
    expect(first?.query).not.toMatch(/\bblock: /)
    expect(first?.variables).toEqual({ since: 80 })
    expect(rest.map(({ variables }) => variables)).toEqual([
      { since: 80, at: HEAD.number, after: links[499]?.id },
      { since: 80, at: HEAD.number, after: links[999]?.id },
    ])
    for (const { query } of rest) expect(query).toContain('walletLinks(block: { number: $at }')
  })
})
