import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressIn } from '../../script/contractNames.mjs'
import { readDeployment } from '../../script/readDeployment.mjs'
import { writeSubgraph } from '../../script/writeSubgraph.mjs'
import { blockTime } from './blockTime.mjs'
import { gndBinary } from './gndBinary.mjs'
import { readAbis } from './readAbis.mjs'

/**
 * Runs cases by `gnd test`: graph-node's store and WASM runtime, blocks from a file.
 * @returns {Promise<{ name: string, runner: string, failures: string[] }[]>}
 */
export async function runOnGndTest(cases, { directory, postgresUrl }) {
  const deployment = await readDeployment(new URL('../deployment.json', import.meta.url))
  const { manifest } = await writeSubgraph({ deployment, out: join(directory, 'gnd-test'), network: 'anvil' })
  const results = []
  for (const [index, testCase] of cases.entries()) {
    const file = join(directory, `case-${index}.json`)
    await writeFile(file, JSON.stringify(toGndCase(testCase, deployment), null, 2))
    const args = ['test', '--skip-build', '--manifest', manifest, '--postgres-url', postgresUrl, file]
    const { status, stdout, stderr } = spawnSync(gndBinary(), args, { encoding: 'utf8', timeout: 120_000 })
    results.push({ name: testCase.name, runner: 'gnd test', failures: status === 0 ? [] : [`${stdout}\n${stderr}`] })
  }
  return results
}

function toGndCase({ name, blocks, assertions }, deployment) {
  const abis = readAbis()
  return {
    name,
    // The first block of a case only anchors gnd's stream: its events are not indexed.
    blocks: [[], ...blocks].map((events, index) => ({
      number: index,
      timestamp: blockTime(index),
      events: events.map((event) => ({
        address: addressIn(deployment, event.contract),
        event: signatureOf(abis[event.contract], event.name),
        params: Object.fromEntries(Object.entries(event.params).map(([key, value]) => [key, toJson(value)])),
      })),
    })),
    assertions,
  }
}

function signatureOf(abi, name) {
  const { inputs } = abi.find((item) => item.type === 'event' && item.name === name)
  return `${name}(${inputs.map((input) => `${input.type}${input.indexed ? ' indexed' : ''} ${input.name}`).join(', ')})`
}

function toJson(value) {
  return typeof value === 'bigint' ? value.toString() : value
}
