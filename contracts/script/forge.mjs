// Runs forge itself, in this project, and exits as it does (npm's wrapper loses the exit code).
// Tests draw from a seed that is printed first, so that a failure can be repeated: `… -- --fuzz-seed 0x…`.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { contractsRoot, foundryBinary } from '../dist/index.js'

const args = process.argv.slice(2)
if (args[0] === 'test' && !args.includes('--fuzz-seed')) {
  const seed = `0x${randomBytes(8).toString('hex')}`
  console.log(`fuzz seed ${seed}`)
  args.push('--fuzz-seed', seed)
}
const { status } = spawnSync(foundryBinary('forge'), args, { cwd: contractsRoot, stdio: 'inherit' })
process.exitCode = status ?? 1
