/**
 * Follow prices
 *
 * The price index now, and its changes as they come, over lost connections. Neither needs a wallet. Each change has a
 * cursor: with one, the changes since then come first.
 *
 * Arguments: the type of resource, the number of changes after which the program ends, the last cursor.
 */
import { createAnalyst, type ResourceType } from '@aiigo/sdk'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const [type = 'CPU', count = '10', cursor] = process.argv.slice(2)
const resourceType = type as ResourceType
const after = cursor ? { afterSeq: Number(cursor) } : {}

const analyst = createAnalyst({ apiUrl })
for (const { region, symbol, p10, median, p90 } of await analyst.prices({ resourceType }))
  console.log('now', region, symbol, p10, median, p90)

let left = Number(count)
for await (const { seq, region, token, median } of analyst.ticks(resourceType, after)) {
  console.log('tick', seq, region, token, median)
  left -= 1
  if (left <= 0) break
}
await analyst.close()
