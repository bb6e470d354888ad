import { readdir, readFile } from 'node:fs/promises'
import { abiNameOf, contractNames } from './contractNames.mjs'

const root = new URL('../', import.meta.url)
const read = (path) => readFile(new URL(path, root), 'utf8')

/**
 * Finds the parts that the subgraph lacks to index every event of every deployed contract: a data source, a line in the
 * manifest, or the function that the line names. ABIs are the generated ones.
 * @returns {Promise<string[]>} one sentence each
 */
export async function findUnhandledEvents() {
  const manifest = parseManifest(await read('subgraph.template.yaml'))
  const exported = await exportedHandlers()
  const problems = []
  for (const name of await deployedContracts()) {
    const handlers = manifest.get(name)
    if (!handlers) {
      problems.push(`${name} is deployed and no data source of subgraph.template.yaml indexes it`)
      continue
    }
    const events = JSON.parse(await read(`abis/${abiNameOf(name)}.json`)).filter(({ type }) => type === 'event')
    for (const event of events) {
      const signature = signatureOf(event)
      const handler = handlers.get(signature)
      if (!handler) problems.push(`${name}: no handler for ${signature}`)
      else if (!exported.has(handler))
        problems.push(`${name}: ${handler} of ${signature} is no function of src/mappings`)
    }
    const known = new Set(events.map(signatureOf))
    for (const signature of handlers.keys()) {
      if (!known.has(signature)) problems.push(`${name}: the contract has no event ${signature}`)
    }
  }
  return problems
}

/** Every contract that stands once, and the vesting wallets; the test token of local chains is none of the system's. */
async function deployedContracts() {
  const source = await read('../contracts/deploy/contractNames.ts')
  const lists = [...source.matchAll(/export const (?:contractNames|vestingNames) = \[([^\]]*)\]/g)]
  const names = lists.flatMap(([, list]) => [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name))
  if (lists.length !== 2 || names.length === 0) throw new Error('contracts/deploy/contractNames.ts was not understood')
  return new Set([...names.filter((name) => name !== 'TestUSDC'), ...contractNames])
}

async function exportedHandlers() {
  const folder = new URL('src/mappings/', root)
  const sources = await Promise.all((await readdir(folder)).map((file) => readFile(new URL(file, folder), 'utf8')))
  return new Set(sources.flatMap((source) => [...source.matchAll(/^export function (\w+)/gm)].map(([, name]) => name)))
}

/** @returns {Map<string, Map<string, string>>} data source → event signature → handler */
function parseManifest(text) {
  const sources = new Map()
  for (const part of text.split(/^ {2}- kind: ethereum$/m).slice(1)) {
    const name = part.match(/^ {4}name: (\w+)$/m)?.[1]
    const lines = [...part.matchAll(/^ {8}- event: (\S.*)\n {10}handler: (\w+)$/gm)]
    sources.set(name, new Map(lines.map(([, signature, handler]) => [signature, handler])))
  }
  return sources
}

function signatureOf({ name, inputs }) {
  return `${name}(${inputs.map((input) => `${input.indexed ? 'indexed ' : ''}${typeOf(input)}`).join(',')})`
}

function typeOf({ type, components }) {
  return type.startsWith('tuple') ? `(${components.map(typeOf).join(',')})${type.slice('tuple'.length)}` : type
}
