import { deepStrictEqual } from 'node:assert/strict'
import { join } from 'node:path'
import { addressIn, contractNames } from '../../script/contractNames.mjs'
import { writeSubgraph } from '../../script/writeSubgraph.mjs'
import { blockTime } from './blockTime.mjs'
import { emitCalldata, logEmitterCode } from './logEmitter.mjs'
import { readAbis } from './readAbis.mjs'
import { startAnvil } from './startAnvil.mjs'
import { startGraphNode } from './startGraphNode.mjs'

const network = 'anvil'

/**
 * Runs cases on a real chain and graph-node, all at once: each has contracts and a subgraph of its own, and its
 * n-th block is part of the chain's n-th block.
 * @returns {Promise<{ name: string, runner: string, failures: string[] }[]>}
 */
export async function runOnChain(cases, { directory, postgresUrl }) {
  const abis = readAbis()
  const anvil = await startAnvil(blockTime(0))
  let graphNode
  try {
    const deployments = cases.map((_, index) => deploymentOf(index))
    const code = logEmitterCode()
    for (const deployment of deployments) {
      for (const name of contractNames) await anvil.rpc('anvil_setCode', [addressIn(deployment, name), code])
    }
    const [from] = await anvil.rpc('eth_accounts')
    const height = Math.max(...cases.map(({ blocks }) => blocks.length))
    for (let number = 1; number <= height; number++) {
      const sent = []
      for (const [index, { blocks }] of cases.entries()) {
        for (const event of blocks[number - 1] ?? []) {
          const to = addressIn(deployments[index], event.contract)
          const data = emitCalldata(abis[event.contract], event)
          sent.push(await anvil.rpc('eth_sendTransaction', [{ from, to, data, gas: '0x186a0' }]))
        }
      }
      await anvil.rpc('evm_setNextBlockTimestamp', [blockTime(number)])
      await anvil.rpc('evm_mine')
      for (const hash of sent) {
        const { logs } = await anvil.rpc('eth_getTransactionReceipt', [hash])
        if (logs.length !== 1)
          throw new Error(`Block ${number}: transaction ${hash} emitted ${logs.length} events, not 1`)
      }
    }

    const manifests = []
    for (const [index, deployment] of deployments.entries()) {
      const { manifest } = await writeSubgraph({ deployment, out: join(directory, `chain-${index}`), network })
      manifests.push(manifest)
    }
    graphNode = await startGraphNode({ manifests, postgresUrl, chainUrl: anvil.url, network })
    const results = []
    for (const [index, { name, assertions }] of cases.entries()) {
      results.push({ name, runner: 'chain', failures: await failuresOf(graphNode, index, height, assertions) })
    }
    return results
  } finally {
    await graphNode?.stop()
    await anvil.stop()
  }
}

function deploymentOf(index) {
  const address = (name) => `0x2${(index * 32 + contractNames.indexOf(name) + 1).toString(16).padStart(39, '0')}`
  return {
    startBlock: 1,
    addresses: Object.fromEntries(contractNames.map((name) => [name, address(name)])),
    vesting: {
      communityRewards: address('CommunityRewardsVesting'),
      team: address('TeamVesting'),
      privateSale: address('PrivateSaleVesting'),
    },
  }
}

async function failuresOf(graphNode, index, height, assertions) {
  try {
    await graphNode.until(index, height)
  } catch (error) {
    return [error.message]
  }
  const failures = []
  for (const { query, expected } of assertions) {
    try {
      deepStrictEqual(await graphNode.query(index, query), expected)
    } catch (error) {
      failures.push(`${query}\n${error.message}`)
    }
  }
  return failures
}
