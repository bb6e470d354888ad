// `npm run test:unit`, `test:parts`, `test:flows`: the jest tests of one tier.
// `npm run test:deep`: the tests that have a deep profile, in it.
// Further words are parts of paths; one that begins with ! leaves its files out. Options go to jest. `--list` names the
// files instead.
//   npm run test:parts -- packages/storage
import { spawnSync } from 'node:child_process'
import { isDeep, TIERS, testFiles, tierOf } from './test-tiers.mjs'

const [tier, ...rest] = process.argv.slice(2)
if (![...TIERS, 'deep'].includes(tier)) {
  process.stderr.write(`expected one of ${TIERS.join(', ')}, deep, got ${tier ?? 'nothing'}\n`)
  process.exit(1)
}
const firstOption = rest.findIndex((word) => word.startsWith('-'))
const words = firstOption === -1 ? rest : rest.slice(0, firstOption)
const patterns = words.filter((word) => !word.startsWith('!'))
const leftOut = words.filter((word) => word.startsWith('!')).map((word) => word.slice(1))
const options = firstOption === -1 ? [] : rest.slice(firstOption)

const files = testFiles().filter(
  (file) =>
    (tier === 'deep' ? isDeep(file) : tierOf(file) === tier) &&
    (patterns.length === 0 || patterns.some((pattern) => file.includes(pattern))) &&
    !leftOut.some((pattern) => file.includes(pattern)),
)
if (files.length === 0) {
  process.stderr.write(`no test of ${tier} has ${words.join(' or ')} in its path\n`)
  process.exit(1)
}
if (options.includes('--list')) {
  process.stdout.write(`${files.join('\n')}\n`)
} else {
  // Each test file loads its modules anew; a larger young generation spares a quarter of the collector's time.
  const jest = [
    '--max-semi-space-size=64',
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
  ]
  const args = [...jest, ...options, '--runTestsByPath', ...files]
  const env = tier === 'deep' ? { ...process.env, AIIGO_TEST_PROFILE: 'deep' } : process.env
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1
}
