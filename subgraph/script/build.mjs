// node subgraph/script/build.mjs --deployment <deployment.json> --out <dir> [--network <name>] [--source-manifest <file>]
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fillTemplate, valuesOf } from './manifestValues.mjs'
import { readDeployment } from './readDeployment.mjs'
import { writeSubgraph } from './writeSubgraph.mjs'

const usage = `usage: build.mjs --deployment <deployment.json> --out <dir> [--network <name>] [--source-manifest <file>]
  --network          what graph-node calls the chain (default anvil)
  --source-manifest  also write a manifest of the sources, for graph deploy; it must lie beside schema.graphql`

try {
  const { values } = parseArgs({
    options: {
      deployment: { type: 'string' },
      out: { type: 'string' },
      network: { type: 'string', default: 'anvil' },
      'source-manifest': { type: 'string' },
    },
  })
  if (!values.deployment || !values.out) throw new Error(usage)
  const started = performance.now()
  const deployment = await readDeployment(values.deployment)
  const { manifest, cached } = await writeSubgraph({ deployment, out: resolve(values.out), network: values.network })
  const sourceManifest = values['source-manifest']
  if (sourceManifest) {
    const template = await readFile(new URL('../subgraph.template.yaml', import.meta.url), 'utf8')
    await writeFile(sourceManifest, fillTemplate(template, valuesOf(deployment, values.network)))
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${manifest} (${cached ? 'from cache' : 'compiled'}, ${seconds} s)`)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
