import { defineCommand } from '../Command.js'

const TYPES = ['GPU', 'CPU', 'NETWORK', 'MOBILE', 'IOT'] as const
const TIERS = ['OWNED', 'CLOUD', 'COMMUNITY'] as const
type Type = (typeof TYPES)[number] | undefined
type Tier = (typeof TIERS)[number] | undefined
const LIMIT = 100

export default defineCommand({
  options: [
    { flags: '--type <TYPE>', about: 'of this type of resource', choices: TYPES },
    { flags: '--region <REGION>', about: 'of this region: US, EU, ASIA, SA, AF, OC' },
    { flags: '--tier <TIER>', about: 'of this tier', choices: TIERS },
    { flags: '--available', about: 'only those that are online and available' },
    { flags: '--limit <N>', about: `look at so many nodes at most; default: ${LIMIT}` },
  ],
  examples: ['aiigo nodes', 'aiigo nodes --type CPU --available', 'aiigo nodes --json'],
  schemas: () => import('../schemas/nodes.js'),
  async run({ settings, signal }, input) {
    const [{ createAnalyst, findPlatform }, { amountOf }] = await Promise.all([
      import('@aiigo/sdk'),
      import('@aiigo/terminal/money'),
    ])
    const { apiUrl } = settings
    const platform = await findPlatform({ apiUrl, signal })
    const [type, region, tier] = [input.text('type') as Type, input.text('region'), input.text('tier') as Tier]
    const limit = input.count('limit', { min: 1, max: 999 }) ?? LIMIT
    const analyst = createAnalyst({ apiUrl })
    try {
      const found = await analyst.activeNodes({
        where: {
          ...(type === undefined ? {} : { resourceType: type }),
          ...(region === undefined ? {} : { region }),
          ...(tier === undefined ? {} : { tier }),
        },
        first: Math.min(limit + 1, 1_000),
        signal,
      })
      const nodes = found
        .slice(0, limit)
        .map(({ id, provider, asks, ...node }) => ({
          ...{ nodeId: id, name: node.name, provider: provider.id, resourceType: node.resourceType, units: node.units },
          ...{ region: node.region, tier: node.tier, trustLevel: node.trustLevel, reputation: node.reputation },
          ...{ online: node.online, availability: node.availability },
          ...{ tasksCompleted: node.tasksCompleted, tasksFailed: node.tasksFailed },
          asks: asks.flatMap(({ token: address, rate }) => {
            const token = platform.paymentTokens.find((known) => known.address.toLowerCase() === address.toLowerCase())
            return token && BigInt(rate) > 0n ? [amountOf(rate, token)] : []
          }),
        }))
        .filter((node) => !input.flag('available') || (node.online === true && node.availability === 'AVAILABLE'))
      return { nodes, hasMore: found.length > limit }
    } finally {
      await analyst.close()
    }
  },
  async show({ nodes, hasMore }, output) {
    const [{ shortMoney }, { stateStyle }] = await Promise.all([
      import('@aiigo/terminal/money'),
      import('@aiigo/terminal'),
    ])
    if (nodes.length === 0) output.line('there is no such node')
    type Node = (typeof nodes)[number]
    const stateOf = ({ online, availability }: Node): string => (online ? (availability ?? 'online') : 'offline')
    await output.table(
      [
        { title: 'NODE', value: ({ nodeId }) => nodeId, mayShrink: true },
        { title: 'NAME', value: ({ name }) => name ?? '', mayShrink: true },
        { title: 'TYPE', value: ({ resourceType, units }) => `${units} ${resourceType}`, isRight: true },
        { title: 'REGION', value: ({ region }) => region },
        { title: 'TIER', value: ({ tier }) => tier },
        { title: 'TRUST', value: ({ trustLevel }) => trustLevel },
        { title: 'STATE', value: stateOf, mark: (text, node) => stateStyle(output.style, stateOf(node))(text) },
        { title: 'ASKS A MILLION', value: ({ asks }) => asks.map(shortMoney).join(', '), mayShrink: true },
      ],
      nodes,
    )
    if (hasMore) output.line(`there are more: aiigo nodes --limit 999`)
  },
})
