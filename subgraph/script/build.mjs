// node subgraph/script/build.mjs --deployment <deployment.json> --out <dir> [--network <name>]
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readDeployment } from './readDeployment.mjs'
import { writeSubgraph } from './writeSubgraph.mjs'

const usage = `usage: build.mjs --deployment <deployment.json> --out <dir> [--network <name>]
  --network  what graph-node calls the chain (default anvil)`

try {
  const { values } = parseArgs({
    options: {
      deployment: { type: 'string' },
      out: { type: 'string' },
      network: { type: 'string', default: 'anvil' },
    },
  })
  if (!values.deployment || !values.out) throw new Error(usage)
  const started = performance.now()
  const deployment = await readDeployment(values.deployment)
  const { manifest, cached } = await writeSubgraph({ deployment, out: resolve(values.out), network: values.network })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${manifest} (${cached ? 'from cache' : 'compiled'}, ${seconds} s)`)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
