// Unit and attack tests against the committed artifacts (`generated/artifacts`), which a deployment sends. They are
// compiled through the intermediate representation; the other runs compile the sources without it.
//   npm run test:shipped -w contracts [-- --match-test …]
// The tests are linked dynamically: `new X(…)` in a test deploys the artifact of X in `out-shipped/`. The script
// compiles the tests, puts the committed creation code there, and runs them.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactNames, artifactsRoot, contractsRoot, foundryBinary, sourcesFingerprint } from '../dist/index.js'

const SUITES = 'test/{unit,attack}/*'

if (readFileSync(join(artifactsRoot, 'sources.sha256'), 'utf8').trim() !== sourcesFingerprint()) {
  throw new Error('expected artifacts of the present sources; run npm run generate -w @aiigo/contracts')
}
const built = forge(['build', '--offline'], 'ignore')
if (built !== 0) throw new Error(`expected forge to compile the tests, it ended with exit code ${built}`)

const places = artifactNames.map((name) => ({
  path: join(contractsRoot, 'out-shipped', `${name}.sol`, `${name}.json`),
  code: read(join(artifactsRoot, `${name}.json`)).bytecode,
}))
for (const { path, code } of places) {
  const artifact = read(path)
  artifact.bytecode.object = code
  writeFileSync(path, JSON.stringify(artifact))
}
process.exitCode = forge(['test', '--offline', '--match-path', SUITES, ...process.argv.slice(2)], 'inherit')
const overwritten = places.filter(({ path, code }) => read(path).bytecode.object !== code)
if (overwritten.length > 0) {
  throw new Error(`expected forge to test the shipped code, it compiled ${overwritten[0].path} anew`)
}

function forge(args, stdout) {
  const options = { cwd: contractsRoot, stdio: ['ignore', stdout, 'inherit'] }
  return spawnSync('env', ['FOUNDRY_PROFILE=shipped', foundryBinary('forge'), ...args], options).status ?? 1
}

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
