// `npm test`: builds everything, runs every suite with its own tool, and ends with the plain line "N passed, N failed".
// A suite that cannot run counts as one failure, never as nothing.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Exit code of `npm run prove -w contracts` on a machine without z3. */
const PROOFS_NOT_RUN = 3

const scratch = mkdtempSync(join(tmpdir(), 'aiigo-test-'))
const started = Date.now()
const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`

/** Runs a command with its output shown and kept; resolves with exit code and text. */
function run(title, command, args, environment = {}) {
  process.stdout.write(`\n── ${title} (${seconds()})\n`)
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk
        process.stdout.write(chunk)
      })
    }
    child.on('error', (error) => resolve({ code: 1, text: `${text}\n${error.message}` }))
    child.on('close', (code) => resolve({ code: code ?? 1, text }))
  })
}

/** Counts from a suite's closing line; a suite that failed without counting a failure counts one. */
function tally(name, { code, text }, pattern) {
  const last = [...text.matchAll(pattern)].at(-1)?.groups
  const passed = Number(last?.passed ?? 0)
  const failed = Number(last?.failed ?? 0)
  return {
    name,
    passed,
    failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed,
    skipped: Number(last?.skipped ?? 0),
  }
}

const node = process.execPath
const results = []

for (const [title, command, args] of [
  ['build: TypeScript', node, ['node_modules/typescript/bin/tsc', '-b']],
  ['build: contracts', 'npm', ['run', '--silent', 'build', '--workspace', 'contracts']],
  ['build: subgraph', 'npm', ['run', '--silent', 'build', '--workspace', 'subgraph']],
  ['build: examples', 'npm', ['run', '--silent', 'build', '--workspace', 'examples']],
]) {
  const built = await run(title, command, args)
  if (built.code !== 0) results.push({ name: title, passed: 0, failed: 1, skipped: 0 })
}

if (results.length === 0) {
  results.push(
    tally(
      'contracts',
      await run('contracts: forge', 'npm', ['run', '--silent', 'test', '--workspace', 'contracts']),
      /(?<passed>\d+) tests passed, (?<failed>\d+) failed, (?<skipped>\d+) skipped/g,
    ),
  )
  const proofs = await run('contracts: proofs', 'npm', ['run', '--silent', 'prove', '--workspace', 'contracts'])
  results.push(
    // A machine without the solver proves nothing and says so; where the solver is required that is a failure.
    proofs.code === PROOFS_NOT_RUN && process.env.AIIGO_REQUIRE_Z3 !== '1'
      ? { name: 'contracts: proofs', passed: 0, failed: 0, skipped: 1 }
      : tally('contracts: proofs', proofs, /^(?<passed>\d+) passed, (?<failed>\d+) failed/gm),
  )
  results.push(
    tally(
      'contracts: proof-of-work simulation',
      await run('contracts: proof-of-work simulation', 'npm', ['run', '--silent', 'simulate-pow', '-w', 'contracts']),
      /^(?<passed>\d+) passed, (?<failed>\d+) failed/gm,
    ),
  )
  results.push(
    tally(
      'subgraph',
      await run('subgraph: graph-node', 'npm', ['run', '--silent', 'test', '--workspace', 'subgraph']),
      /^(?<passed>\d+) passed, (?<failed>\d+) failed/gm,
    ),
  )

  const report = join(scratch, 'jest.json')
  const jest = await run(
    'jest: every workspace, and the flows',
    node,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${report}`,
      '--testLocationInResults',
    ],
    { FORCE_COLOR: '0' },
  )
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'))
    results.push({
      name: 'jest',
      passed: counts.numPassedTests,
      failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites,
      skipped: counts.numPendingTests + counts.numTodoTests,
    })
    if (jest.code !== 0 && results.at(-1).failed === 0) results.at(-1).failed = 1
  } catch {
    results.push({ name: 'jest', passed: 0, failed: 1, skipped: 0 })
  }
}

rmSync(scratch, { recursive: true, force: true })
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
process.stdout.write(`\n── summary (${seconds()})\n`)
for (const { name, passed, failed, skipped } of results) {
  process.stdout.write(`${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} not run` : ''}\n`)
}
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`)
process.exitCode = sum('failed') > 0 ? 1 : 0
