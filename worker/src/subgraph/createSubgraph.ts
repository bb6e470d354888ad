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
const META = '_meta { block { number hash } }'
const metaSchema = z.object({ block: z.object({ number: z.int(), hash: z.string().nullish() }) }).nullable()
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
  .transform(({ id, a, b, reason, transaction }) => ({ id, a, b, evidence: `${reason} in ${transaction}` }))

/** The lists of the subgraph that `changesSince` reads, with their selections. */
const LISTS = {
  tasks: { fields: INDEXED_TASK_FIELDS, item: indexedTaskSchema },
  nodes: { fields: NODE_FIELDS, item: nodeSchema },
  // An ask is an entity of its own: changing it leaves its node's row as it is.
  asks: { fields: `id node { ${NODE_FIELDS} }`, item: askSchema },
  challenges: { fields: 'id node { id } issuedAt deadline state', item: challengeSchema },
  walletLinks: { fields: 'id a b reason transaction', item: walletLinkSchema },
}

/** The arguments of a list: a page of what changed, in the order of ids, with a further condition. */
const selected = (condition = '') =>
  `first: ${PAGE}, orderBy: id, where: { _change_block: { number_gte: $since } ${condition} }`

const FIRST_PAGES = `query Changes($since: Int!) {
  ${META}
  ${Object.entries(LISTS)
    .map(([list, { fields }]) => `${list}(${selected()}) { ${fields} }`)
    .join('\n  ')}
}`
const firstPagesSchema = z.object({
  _meta: metaSchema,
  tasks: z.array(LISTS.tasks.item),
  nodes: z.array(LISTS.nodes.item),
  asks: z.array(LISTS.asks.item),
  challenges: z.array(LISTS.challenges.item),
  walletLinks: z.array(LISTS.walletLinks.item),
})

function headOf(meta: z.output<typeof metaSchema>): Head {
  if (!meta) throw new RetryableError('SUBGRAPH_EMPTY', 'the subgraph has not indexed a block yet')
  return { block: meta.block.number, hash: meta.block.hash ?? null }
}

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
    return headOf((await query(`{ ${META} }`, {}, z.object({ _meta: metaSchema })))._meta)
  }

  /** A list whole: its first page, and the pages that follow a full one as of a block. */
  async function whole<T extends { id: string }>(
    list: keyof typeof LISTS,
    item: z.ZodType<T>,
    firstPage: readonly T[],
    { since, at }: { since: number; at: number },
  ): Promise<T[]> {
    const text = `query Changed($since: Int!, $at: Int!, $after: Bytes!) {
      items: ${list}(block: { number: $at }, ${selected('id_gt: $after')}) { ${LISTS[list].fields} }
    }`
    const all = [...firstPage]
    for (let page = firstPage; page.length >= PAGE; all.push(...page)) {
      page = (await query(text, { since, at, after: page.at(-1)?.id }, z.object({ items: z.array(item) }))).items
    }
    return all
  }

  return {
    head,
    async find(taskId) {
      const text = `query Task($id: ID!) { task(id: $id) { ${INDEXED_TASK_FIELDS} } }`
      return (await query(text, { id: taskId }, z.object({ task: indexedTaskSchema.nullable() }))).task
    },
    async changesSince(since) {
      // One request: graph-node resolves all fields without a block at the same one, and `_meta` names it.
      const { _meta, ...first } = await query(FIRST_PAGES, { since }, firstPagesSchema)
      const head = headOf(_meta)
      const range = { since, at: head.block }
      const [tasks, nodes, asks, challenges, links] = await Promise.all([
        whole('tasks', LISTS.tasks.item, first.tasks, range),
        whole('nodes', LISTS.nodes.item, first.nodes, range),
        whole('asks', LISTS.asks.item, first.asks, range),
        whole('challenges', LISTS.challenges.item, first.challenges, range),
        whole('walletLinks', LISTS.walletLinks.item, first.walletLinks, range),
      ])
      const walletLinks = links.map(({ id: _, ...pair }): WalletPair => pair)
      const byId = new Map([...nodes, ...asks.map(({ node }) => node)].map((node) => [node.id, node]))
      return { head, tasks, nodes: [...byId.values()], challenges, walletLinks }
    },
  }
}
