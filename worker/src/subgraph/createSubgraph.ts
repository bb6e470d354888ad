import { INDEXED_TASK_FIELDS, type IndexedTask, indexedTaskSchema } from '@aiigo/chain'
import { NODE_STATES, RESOURCE_TYPES, RetryableError, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { CHALLENGE_STATES, type ChainChallenge, type ChainNode, type WalletPair } from '@aiigo/storage'
import { z } from 'zod'

/** Where the subgraph stands. */
export interface Head {
  block: number
  hash: string | null
}

/** The changes since a block, all read at one block. */
export interface Changes {
  head: Head
  tasks: IndexedTask[]
  nodes: ChainNode[]
  challenges: ChainChallenge[]
  /** Wallets that passed money to each other. */
  walletLinks: WalletPair[]
}

/** Reads tasks from the subgraph. */
export interface TaskLookup {
  /** Null while the subgraph does not know it. @throws RetryableError when the subgraph does not answer */
  find(taskId: string): Promise<IndexedTask | null>
}

export interface Subgraph extends TaskLookup {
  head(): Promise<Head>
  /** Everything that changed at or after a block. */
  changesSince(block: number): Promise<Changes>
}

const PAGE = 500
const id = z.string().transform((value) => value.toLowerCase())
const blockSchema = z.object({
  _meta: z.object({ block: z.object({ number: z.int(), hash: z.string().nullish() }) }).nullable(),
})
const seconds = z.string().transform((value) => new Date(Number(value) * 1000))

const NODE_FIELDS = `id provider { id } resourceType units region tier state trustLevel reputation activeStake hashesPerSecond
  asks(first: 100) { token rate }`
const nodeSchema = z
  .object({
    id,
    provider: z.object({ id }),
    resourceType: z.enum(RESOURCE_TYPES),
    units: z.int(),
    region: z.string(),
    tier: z.enum(TIERS),
    state: z.enum(NODE_STATES),
    trustLevel: z.enum(TRUST_LEVELS),
    reputation: z.int(),
    activeStake: z.string().transform(BigInt),
    hashesPerSecond: z.string().transform(BigInt),
    asks: z.array(z.object({ token: id, rate: z.string() })),
  })
  .transform(
    ({ provider, asks, ...node }): ChainNode => ({
      ...node,
      provider: provider.id,
      asks: Object.fromEntries(asks.filter(({ rate }) => rate !== '0').map(({ token, rate }) => [token, rate])),
    }),
  )
const askSchema = z.object({ id, node: nodeSchema })
const challengeSchema = z
  .object({ id, node: z.object({ id }), issuedAt: seconds, deadline: seconds, state: z.enum(CHALLENGE_STATES) })
  .transform(({ node, ...challenge }): ChainChallenge => ({ ...challenge, nodeId: node.id }))

const walletLinkSchema = z
  .object({ id, a: id, b: id, reason: z.string(), transaction: z.string() })
  .transform(({ a, b, reason, transaction }): WalletPair => ({ a, b, evidence: `${reason} in ${transaction}` }))

/** Reads the subgraph for what changed. */
export function createSubgraph(url: string, timeoutMs = 10_000): Subgraph {
  async function query<T extends z.ZodType>(
    text: string,
    variables: Record<string, unknown>,
    schema: T,
  ): Promise<z.output<T>> {
    let body: { data?: unknown; errors?: { message: string }[] }
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: text, variables }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!response.ok) throw new Error(`HTTP ${response.status}`)
      body = (await response.json()) as typeof body
    } catch (cause) {
      throw new RetryableError(
        'SUBGRAPH_AWAY',
        `expected an answer of the subgraph: ${cause instanceof Error ? cause.message : cause}`,
        { cause },
      )
    }
    const parsed = schema.safeParse(body.data)
    if (body.errors?.length || !parsed.success) {
      const why = body.errors?.map(({ message }) => message).join('; ') ?? z.prettifyError(parsed.error as z.ZodError)
      throw new RetryableError('SUBGRAPH_ERROR', `the subgraph did not answer as expected: ${why}`)
    }
    return parsed.data
  }

  async function head(): Promise<Head> {
    const { _meta } = await query('{ _meta { block { number hash } } }', {}, blockSchema)
    if (!_meta) throw new RetryableError('SUBGRAPH_EMPTY', 'the subgraph has not indexed a block yet')
    return { block: _meta.block.number, hash: _meta.block.hash ?? null }
  }

  /** All pages of one kind of entity that changed since a block, as of another. */
  async function changed<T extends z.ZodType>(
    field: string,
    fields: string,
    item: T,
    since: number,
    at: number,
  ): Promise<z.output<T>[]> {
    const all: z.output<T>[] = []
    const schema = z.object({ items: z.array(item) })
    for (let after = '0x'; ; ) {
      const { items } = await query(
        `query Changed($since: Int!, $at: Int!, $after: Bytes!) {
          items: ${field}(block: { number: $at }, first: ${PAGE}, orderBy: id, where: { _change_block: { number_gte: $since }, id_gt: $after }) { ${fields} }
        }`,
        { since, at, after },
        schema,
      )
      all.push(...items)
      if (items.length < PAGE) return all
      after = (items.at(-1) as { id: string }).id
    }
  }

  return {
    head,
    async find(taskId) {
      const text = `query Task($id: ID!) { task(id: $id) { ${INDEXED_TASK_FIELDS} } }`
      return (await query(text, { id: taskId }, z.object({ task: indexedTaskSchema.nullable() }))).task
    },
    async changesSince(since) {
      const at = await head()
      const [tasks, nodes, asks, challenges, walletLinks] = await Promise.all([
        changed('tasks', INDEXED_TASK_FIELDS, indexedTaskSchema, since, at.block),
        changed('nodes', NODE_FIELDS, nodeSchema, since, at.block),
        // An ask is an entity of its own: changing it leaves its node's row as it is.
        changed('asks', `id node { ${NODE_FIELDS} }`, askSchema, since, at.block),
        changed('challenges', 'id node { id } issuedAt deadline state', challengeSchema, since, at.block),
        changed('walletLinks', 'id a b reason transaction', walletLinkSchema, since, at.block),
      ])
      const byId = new Map([...nodes, ...asks.map(({ node }) => node)].map((node) => [node.id, node]))
      return { head: at, tasks, nodes: [...byId.values()], challenges, walletLinks }
    },
  }
}
