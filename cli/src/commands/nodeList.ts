import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo node list', 'aiigo node list --json'],
  schemas: async () => ({ result: (await import('../schemas/node.js')).list }),
  async run(context, input) {
    const [{ withProvider }, { describeNode }] = await Promise.all([
      import('../node/withNode.js'),
      import('../node/describeNode.js'),
    ])
    return withProvider(context, input, 'chain', async ({ provider, platform }) => ({
      provider: provider.address,
      nodes: (await provider.nodes({ signal: context.signal })).map((node) => describeNode(platform, node)),
    }))
  },
  async show({ provider, nodes }, output) {
    const [{ askText }, { shortMoney }, { stateStyle }] = await Promise.all([
      import('../node/describeNode.js'),
      import('@aiigo/terminal/money'),
      import('@aiigo/terminal'),
    ])
    if (nodes.length === 0) output.line(`${provider} has no node; an agent registers one (agent/README.md)`)
    type Node = (typeof nodes)[number]
    const worksOf = ({ online, availability }: Node): string => (online ? (availability ?? 'online') : 'offline')
    await output.table(
      [
        { title: 'NODE', value: ({ nodeId }: Node) => nodeId },
        { title: 'NAME', value: ({ name }) => name ?? '', mayShrink: true },
        { title: 'TYPE', value: ({ resourceType, units }) => `${units} ${resourceType}`, isRight: true },
        {
          title: 'STATE',
          value: ({ state }) => state,
          mark: (text, { state }) => stateStyle(output.style, state)(text),
        },
        { title: 'WORK', value: worksOf, mark: (text, node) => stateStyle(output.style, worksOf(node))(text) },
        { title: 'STAKE', value: ({ stake }) => shortMoney(stake), isRight: true },
        { title: 'ASKS', value: ({ asks }) => asks.map(askText).join(', '), mayShrink: true, mayDrop: true },
      ],
      nodes,
    )
  },
})
