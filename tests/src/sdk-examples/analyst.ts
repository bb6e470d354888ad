import { createAnalyst } from '@aiigo/sdk'

export async function printMarket(apiUrl: string, token: `0x${string}`): Promise<void> {
  const analyst = createAnalyst({ apiUrl })
  const weekAgo = Math.floor(Date.now() / 1_000) - 7 * 86_400
  for (const { provider, earned } of await analyst.topEarners({ token, since: weekAgo })) console.log(provider, earned)
  for (const { day, tasks, volume } of await analyst.settlements({ token })) console.log(day, tasks, volume)
  for await (const { id, region } of analyst.nodes({ where: { state: 'ACTIVE' } })) console.log(id, region)
  await analyst.close()
}
