// Compiles the deployed contracts and writes files that need no compiler:
//   generated/artifacts/<Name>.json      ABI and creation code of every contract that a deployment needs
//   generated/artifacts/sources.sha256   what they were compiled from
// The same sources, settings and compiler give the same bytes, so running it twice leaves no diff.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactNames, artifactsRoot, contractsRoot, foundryBinary, sourcesFingerprint } from '../dist/index.js'

const MAX_CODE_BYTES = 24_576

const { status } = spawnSync('env', ['FOUNDRY_PROFILE=ship', foundryBinary('forge'), 'build', 'src', '--offline'], {
  cwd: contractsRoot,
  stdio: ['ignore', 'ignore', 'inherit'],
})
if (status !== 0) throw new Error(`expected forge to compile contracts/src, it ended with exit code ${status}`)

const fingerprint = sourcesFingerprint()
rmSync(artifactsRoot, { recursive: true, force: true })
mkdirSync(artifactsRoot, { recursive: true })
for (const name of [...artifactNames, 'Errors']) {
  const path = join(contractsRoot, 'out-ship', `${name}.sol`, `${name}.json`)
  const { abi, bytecode, deployedBytecode } = JSON.parse(readFileSync(path, 'utf8'))
  const bytes = deployedBytecode.object.length / 2 - 1
  if (bytes > MAX_CODE_BYTES) {
    throw new Error(`expected ${name} to have at most ${MAX_CODE_BYTES} bytes of code, it has ${bytes}`)
  }
  writeFileSync(join(artifactsRoot, `${name}.json`), `${JSON.stringify({ abi, bytecode: bytecode.object })}\n`)
}
writeFileSync(join(artifactsRoot, 'sources.sha256'), `${fingerprint}\n`)
