// Writes what the rest of the system knows about the contracts, from the artifacts that script/ship.mjs wrote:
//   packages/chain/src/generated/abis.ts   typed ABIs (`as const`) for viem
//   subgraph/abis/<Name>.json              ABIs for graph-cli
// Running it twice leaves no diff.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactNames, artifactsRoot, contractsRoot } from '../dist/index.js'

const repository = join(contractsRoot, '..')
const names = artifactNames
const abiOf = (name) => JSON.parse(readFileSync(join(artifactsRoot, `${name}.json`), 'utf8')).abi

const json = (value) => JSON.stringify(value, null, 2)
const constant = (name, abi) => `export const ${name} = ${json(abi)} as const\n`
const exportName = (name) => `${name === 'TestUSDC' ? 'testUsdc' : name[0].toLowerCase() + name.slice(1)}Abi`

// A revert may come from a contract deeper in the call: one ABI decodes every error of the protocol.
const errors = new Map()
for (const entry of [...names.flatMap((name) => abiOf(name)), ...abiOf('Errors')]) {
  if (entry.type === 'error') errors.set(`${entry.name}(${entry.inputs.map((input) => input.type).join(',')})`, entry)
}
const sortedErrors = [...errors.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)

const generated = join(repository, 'packages/chain/src/generated')
mkdirSync(generated, { recursive: true })
writeFileSync(
  join(generated, 'abis.ts'),
  [
    '// Generated from the contracts by contracts/script/generate-chain.mjs. Do not edit.\n',
    ...names.map((name) => constant(exportName(name), abiOf(name))),
    '/** Every custom error of the protocol: a revert may come from a contract deeper in the call. */',
    constant('protocolErrorsAbi', sortedErrors),
  ].join('\n'),
)

const subgraphAbis = join(repository, 'subgraph/abis')
mkdirSync(subgraphAbis, { recursive: true })
// TestUSDC replaces a dollar on local chains; the subgraph does not index it.
for (const name of names.filter((name) => name !== 'TestUSDC'))
  writeFileSync(join(subgraphAbis, `${name}.json`), `${json(abiOf(name))}\n`)
