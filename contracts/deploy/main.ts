import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readDeployEnvironment } from './cli/config.js'
import { deployContracts } from './deployContracts.js'

/**
 * `node contracts/dist/main.js --out deployment.json`: deploys to the chain the environment names, or goes on where an
 * interrupted run stopped (its journal lies beside the output).
 */
const log = (line: string): void => void process.stderr.write(`${line}\n`)

try {
  const { values } = parseArgs({ options: { out: { type: 'string' } } })
  if (!values.out) throw new Error('usage: main.js --out <deployment.json>')
  const out = resolve(values.out)
  const environment = readDeployEnvironment()
  mkdirSync(dirname(out), { recursive: true })
  const deployment = await deployContracts({ ...environment, journalPath: `${out}.journal`, log })
  writeFileSync(out, `${JSON.stringify(deployment, null, 2)}\n`)
  process.stdout.write(`${out}\n`)
} catch (error) {
  log(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
