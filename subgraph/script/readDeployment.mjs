import { readFile } from 'node:fs/promises'
import { addressIn, contractNames } from './contractNames.mjs'

/**
 * Reads and checks a deployment file:
 * `{ chainId, startBlock, addresses: { NodeRegistry: '0x…', … }, vesting: { team: '0x…', … } }`. Other keys are
 * ignored.
 * @throws Error naming every problem of the file at once.
 */
export async function readDeployment(path) {
  let deployment
  try {
    deployment = JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new Error(`${path} is no readable deployment file: ${cause.message}`, { cause })
  }
  const problems = []
  if (!Number.isSafeInteger(deployment?.startBlock) || deployment.startBlock < 0) {
    problems.push(`startBlock: expected a block number, got ${JSON.stringify(deployment?.startBlock)}`)
  }
  for (const name of contractNames) {
    const address = addressIn(deployment, name)
    if (!/^0x[0-9a-fA-F]{40}$/.test(address)) {
      problems.push(`address of ${name}: expected 0x and 40 hex digits, got ${JSON.stringify(address)}`)
    }
  }
  if (problems.length > 0) {
    throw new Error(`${path} does not describe a deployment:\n- ${problems.join('\n- ')}\nDeploy the contracts first.`)
  }
  return deployment
}
