// Mutation check: changes src/ in one place, runs the unit, attack and fuzz tests (no invariants) in a copy, and
// expects a failing test.
//   npm run mutate -w contracts -- --seed 1 --count 300 [--workers 2] [--only Escrow]
// A mutant that doesn't compile is replaced by the next one of the sample. Survivors are listed with their line; the
// command fails below 90 % killed. Tests are linked dynamically and nothing is optimized, so that a mutant recompiles
// what depends on it only.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { foundryBinary } from '../dist/index.js'
import { createCopy } from './createCopy.mjs'
import { findMutants, shuffled } from './mutants.mjs'

const MINIMUM_KILLED = 90
/** Longer than any green run: a mutant that doesn't end is noticed as well. */
const RUN_SECONDS = 240

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '300' },
    workers: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
  },
})
const [seed, count, workers] = ['seed', 'count', 'workers'].map((name) => positive(name, values[name]))

const copies = Array.from({ length: workers }, createCopy)
// An interrupted check leaves no copies behind; forge ends with the terminal's own signal.
process.once('SIGINT', () => {
  for (const copy of copies) copy.remove()
  process.exit(130)
})
const started = Date.now()
const survivors = []
let killed = 0
let stillborn = 0
try {
  const all = findMutants(join(copies[0].root, 'src')).filter(({ path }) => path.includes(values.only))
  const queue = shuffled(all, seed)
  console.log(`${all.length} possible mutants in src/, seed ${seed}, ${Math.min(count, all.length)} wanted`)
  for (const green of await Promise.all(copies.map(({ root }) => test(root)))) {
    if (green.outcome !== 'survived') throw new Error(`expected the unchanged sources to pass:\n${green.text}`)
  }

  let open = count
  const work = async ({ root }) => {
    while (open > 0 && queue.length > 0) {
      open--
      const mutant = queue.shift()
      const { outcome, text } = await tryOut(root, mutant)
      if (outcome === 'stillborn') {
        stillborn++
        open++
        continue
      }
      if (outcome === 'killed') killed++
      else survivors.push(mutant)
      const by = outcome === 'killed' ? `  by ${/^\[FAIL.*?\] (\w+)/m.exec(text)?.[1] ?? 'its time limit'}` : ''
      console.log(`${outcome.padEnd(8)} ${describe(mutant)}${by}`)
    }
  }
  await Promise.all(copies.map(work))
} finally {
  for (const copy of copies) copy.remove()
}

const tried = killed + survivors.length
const percent = tried === 0 ? 0 : (100 * killed) / tried
console.log(survivors.length === 0 ? '\nno survivors' : '\nsurvivors:')
for (const mutant of survivors) console.log(`  ${describe(mutant)}`)
console.log(
  `${percent.toFixed(1)} % killed (${killed} of ${tried}; ${stillborn} did not compile; ${((Date.now() - started) / 1000).toFixed(0)} s), ` +
    `expected at least ${MINIMUM_KILLED} %`,
)
process.exitCode = percent >= MINIMUM_KILLED ? 0 : 1

async function tryOut(root, { path, start, end, replacement }) {
  const file = join(root, 'src', path)
  const source = readFileSync(file, 'utf8')
  writeFileSync(file, source.slice(0, start) + replacement + source.slice(end))
  try {
    return await test(root)
  } finally {
    writeFileSync(file, source)
  }
}

/** Runs the fast part of the suite; resolves with what became of the sources and forge's output. */
function test(root) {
  const args = ['test', '--offline', '--fail-fast', '--no-match-path', 'test/invariant/*']
  return new Promise((resolve, reject) => {
    const child = spawn(
      'env',
      ['FOUNDRY_PROFILE=mutate', 'timeout', `${RUN_SECONDS}`, foundryBinary('forge'), ...args],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      const notBuilt = /Compiler run failed|Compilation failed/.test(text)
      resolve({ outcome: code === 0 ? 'survived' : notBuilt ? 'stillborn' : 'killed', text })
    })
  })
}

function describe({ path, line, kind, original, replacement }) {
  const short = (code) => code.replace(/\s+/g, ' ').slice(0, 90)
  return `src/${path}:${line}  ${kind}: ${short(original)} → ${short(replacement) || 'nothing'}`
}

function positive(name, text) {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`expected --${name} as a whole number from 1, got ${text}`)
  return number
}
