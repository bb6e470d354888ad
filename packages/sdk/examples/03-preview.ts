/**
 * Preview which nodes would get a job
 *
 * Nodes in the order in which they would be asked, with scores, and the reasons against the others.
 *
 * Argument: the path of a job file.
 */
import { connect, createBuyer } from '@aiigo/sdk'
import { loadJobFile } from '@aiigo/sdk/node'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const [path = 'job.yaml'] = process.argv.slice(2)

const buyer = createBuyer(await connect({ apiUrl }))
const { file } = await loadJobFile(path)
const { summary, candidates, rejections } = await buyer.preview(file, file.budget.token)

console.log(summary)
for (const { nodeId, score } of candidates) console.log(nodeId, 'score', score)
for (const { filter, nodes, nearest } of rejections) console.log(nodes, 'not for', filter, nearest[0]?.message ?? '')
await buyer.close()
