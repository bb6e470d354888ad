/**
 * Follow prices
 *
 * The price index now, and its changes as they come, over lost connections. Neither needs a wallet.
 *
 * Arguments: the type of resource, the number of changes after which the program ends.
 */
import { createAnalyst, type RESOURCE_TYPES } from '@aiigo/sdk'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const [type = 'CPU', count = '10'] = process.argv.slice(2)
const resourceType = type as (typeof RESOURCE_TYPES)[number]

const analyst = createAnalyst({ apiUrl })
for (const { region, symbol, p10, median, p90 } of await analyst.prices({ resourceType }))
  console.log('now', region, symbol, p10, median, p90)

let left = Number(count)
for await (const { seq, region, token, median } of analyst.ticks(resourceType)) {
  console.log('tick', seq, region, token, median)
  left -= 1
  if (left <= 0) break
}
await analyst.close()
