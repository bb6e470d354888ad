// Runs forge itself, in this project, and exits as it does (npm's wrapper loses the exit code).
import { spawnSync } from 'node:child_process'
import { contractsRoot, foundryBinary } from '../dist/index.js'

const { status } = spawnSync(foundryBinary('forge'), process.argv.slice(2), { cwd: contractsRoot, stdio: 'inherit' })
process.exitCode = status ?? 1
