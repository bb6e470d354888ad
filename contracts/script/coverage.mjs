// Line and branch coverage of src/ (without src/dev, which no public chain gets), from forge's report; fails below the
// thresholds. Runs in a copy: coverage compiles without the optimizer, and the artifacts here must stay those that are
// deployed.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { foundryBinary } from '../dist/index.js'
import { createCopy } from './createCopy.mjs'

const MINIMUM = { lines: 98, branches: 95 }

const copy = createCopy()
try {
  // A line is reached or not: thousands of fuzz runs under instrumentation show nothing that 64 don't.
  const args = ['coverage', '--offline', '--report', 'lcov', '--no-match-path', 'test/invariant/*', '--fuzz-runs', '64']
  const run = spawnSync(foundryBinary('forge'), args, { cwd: copy.root, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (run.status !== 0) {
    process.stdout.write(run.stdout)
    process.stderr.write(run.stderr)
    throw new Error(`expected a green test run under coverage, forge ended with ${run.status ?? run.error?.message}`)
  }
  const files = parse(readFileSync(join(copy.root, 'lcov.info'), 'utf8')).filter(
    ({ path }) => path.startsWith('src/') && !path.startsWith('src/dev/'),
  )
  if (files.length === 0) throw new Error('expected files of src/ in the coverage report, found none')

  for (const { path, lines, branches, missed } of files) {
    const open = missed.length > 0 ? `  not reached: ${missed.join(', ')}` : ''
    console.log(`${path.padEnd(34)} ${cell(lines)} lines  ${cell(branches)} branches${open}`)
  }
  let good = true
  for (const [what, minimum] of Object.entries(MINIMUM)) {
    const total = files.reduce(
      (sum, file) => ({ hit: sum.hit + file[what].hit, found: sum.found + file[what].found }),
      { hit: 0, found: 0 },
    )
    const enough = percent(total) >= minimum
    good &&= enough
    console.log(
      `${what}: ${percent(total).toFixed(2)} % (${total.hit} of ${total.found}), expected at least ${minimum} %`,
    )
  }
  process.exitCode = good ? 0 : 1
} finally {
  copy.remove()
}

function percent({ hit, found }) {
  return found === 0 ? 100 : (100 * hit) / found
}

function cell(count) {
  return `${percent(count).toFixed(1).padStart(5)} % ${`(${count.hit}/${count.found})`.padEnd(10)}`
}

/** Files of an lcov report: SF = file, DA = line and hits, BRDA = line, block, branch and hits. */
function parse(lcov) {
  return lcov.split('end_of_record').flatMap((record) => {
    const path = /^SF:(.+)$/m.exec(record)?.[1]
    if (path === undefined) return []
    const lines = [...record.matchAll(/^DA:(\d+),(\d+)/gm)]
    const branches = [...record.matchAll(/^BRDA:(\d+),\d+,\d+,(\d+|-)/gm)]
    const hit = (rows) => rows.filter(([, , hits]) => hits !== '0' && hits !== '-')
    const count = (rows) => ({ hit: hit(rows).length, found: rows.length })
    const missed = [...lines, ...branches].filter((row) => !hit([row]).length).map(([, line]) => Number(line))
    return [
      {
        path,
        lines: count(lines),
        branches: count(branches),
        missed: [...new Set(missed)].sort((a, b) => a - b),
      },
    ]
  })
}
