import { defineCommand } from '../Command.js'

const LIMIT = 50

export default defineCommand({
  options: [{ flags: '--limit <N>', about: `so many at most; default: ${LIMIT}` }],
  examples: ['aiigo admin nodes'],
  schemas: async () => ({ result: (await import('../schemas/admin.js')).nodes }),
  async run(context, input) {
    const [{ withOperator }, { aiigoAmount }] = await Promise.all([
      import('../admin/withOperator.js'),
      import('../output/aiigoAmount.js'),
    ])
    const first = input.count('limit', { min: 1, max: 100 }) ?? LIMIT
    return withOperator(context, input, 'session', async ({ operator, platform }) => {
      const found = await operator.nodesToReview({ first, signal: context.signal })
      return {
        nodes: found.map(({ reason, node: { id, provider, activeStake, typeEvidence, ...node } }) => ({
          ...{ reason, nodeId: id, name: node.name, provider: provider.id, resourceType: node.resourceType },
          ...{ units: node.units, region: node.region, tier: node.tier, state: node.state },
          stake: aiigoAmount(platform, activeStake),
          ...{ tasksCompleted: node.tasksCompleted, tasksFailed: node.tasksFailed },
          auditEndsAt: typeEvidence?.expiresAt ?? null,
        })),
      }
    })
  },
  async show({ nodes }, output) {
    if (nodes.length === 0) output.line('no node waits for you')
    type Node = (typeof nodes)[number]
    await output.table(
      [
        { title: 'NODE', value: ({ nodeId }: Node) => nodeId },
        { title: 'NAME', value: ({ name }) => name ?? '', mayShrink: true },
        { title: 'WHY', value: ({ reason }) => reason },
        { title: 'TYPE', value: ({ resourceType, units }) => `${units} ${resourceType}`, isRight: true },
        { title: 'STATE', value: ({ state }) => state },
        { title: 'JOBS', value: ({ tasksCompleted, tasksFailed }) => `${tasksCompleted} + ${tasksFailed} failed` },
        { title: 'AUDIT UNTIL', value: ({ auditEndsAt }) => auditEndsAt ?? '' },
      ],
      nodes,
    )
    if (nodes.some(({ reason }) => reason.startsWith('AUDIT'))) {
      output.line('→ after you have seen the machine: aiigo admin audit NODE --statement TEXT')
    }
  },
})
