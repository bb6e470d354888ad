// node subgraph/script/deploy.mjs --deployment <deployment.json> --network <name> --node <url> --ipfs <url> --name
// <subgraph> Deploys the subgraph to a graph-node of one's own: --node is its admin JSON-RPC (port 8020), --ipfs an
// IPFS RPC API (port 5001).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fillTemplate, valuesOf } from './manifestValues.mjs'
import { readDeployment } from './readDeployment.mjs'

const names = ['deployment', 'network', 'node', 'ipfs', 'name']
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) })
const missing = names.filter((name) => !values[name])
if (missing.length > 0) {
  console.error(`usage: deploy.mjs ${names.map((name) => `--${name} …`).join(' ')}; missing: ${missing.join(', ')}`)
  process.exit(1)
}

const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const graph = join(
  dirname(createRequire(import.meta.url).resolve('@graphprotocol/graph-cli/package.json')),
  'bin',
  'run.js',
)
const run = (...args) => spawnSync(process.execPath, [graph, ...args], { cwd: folder, stdio: 'inherit' }).status === 0

const template = await readFile(join(folder, 'subgraph.template.yaml'), 'utf8')
const manifest = fillTemplate(template, valuesOf(await readDeployment(values.deployment), values.network))
const file = `subgraph.${values.network}.yaml`
await writeFile(join(folder, file), manifest)
try {
  // The label names what is deployed, so that deploying the same twice is no new version.
  const label = `v${createHash('sha256').update(manifest).digest('hex').slice(0, 12)}`
  const done =
    run('codegen', file) &&
    run('create', values.name, '--node', values.node) &&
    run('deploy', values.name, file, '--node', values.node, '--ipfs', values.ipfs, '--version-label', label)
  if (!done) process.exitCode = 1
} finally {
  await rm(join(folder, file), { force: true })
}
