// Proves the money formulas: solc's SMTChecker over proofs/*.sol, which call the real libraries, decided by z3. The
// checker's bounded engine is exhaustive here: the formulas have no loop and no state, so one call is all there is.
// Every assertion must have a proof and no operation may overflow, underflow or divide by zero; "could not decide" is a
// failure. Afterwards the same theorems must fall over libraries that are wrong on purpose, or the proofs would say
// nothing. Ends with "N passed, N failed". Without z3 nothing is proved: exit code 3.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import solc from 'solc'
import { wrongLibraries } from './wrongLibraries.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** Seconds per question to z3, on a machine that does other work as well. */
const QUESTION_SECONDS = { proof: 240, refutation: 30 }
const TARGETS = { proof: ['assert', 'overflow', 'underflow', 'divByZero'], refutation: ['assert'] }
const PROVED = '2961'
const EXIT_NOT_RUN = 3

const version = spawnSync('z3', ['--version'], { encoding: 'utf8' })
if (version.error) {
  console.error('expected the solver z3 on PATH, found none; install it with: apt-get install z3 (Debian, Ubuntu)')
  console.log('0 passed, 0 failed, 1 not run')
  process.exit(EXIT_NOT_RUN)
}

const read = (path) => readFileSync(join(root, path), 'utf8')

function ask(question, seconds) {
  const { stdout, error } = spawnSync('z3', ['-smt2', '-in', `-T:${seconds}`], {
    input: question,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return error ? { error: error.message } : { contents: stdout }
}

/** Assembly, which the checker does not read: a specification replaces it. */
const SPECIFIED = { '@openzeppelin/contracts/utils/math/Math.sol': 'proofs/spec/Math.sol' }

/**
 * Runs the checker on one contract of a proof file; returns what is proved and what is not, each with its place.
 * @param replaced Sources to use instead of the files, by path.
 */
function examine(path, contract, aim, replaced = {}) {
  const source = (wanted) => replaced[wanted] ?? read(SPECIFIED[wanted] ?? wanted)
  const input = {
    language: 'Solidity',
    sources: { [path]: { content: read(path) } },
    settings: {
      modelChecker: {
        contracts: { [path]: [contract] },
        engine: 'bmc',
        solvers: ['smtlib2'],
        targets: TARGETS[aim],
        showProvedSafe: true,
        showUnproved: true,
      },
    },
  }
  const imports = (wanted) => ({ contents: source(wanted) })
  const smtSolver = (question) => ask(question, QUESTION_SECONDS[aim])
  const { errors = [] } = JSON.parse(solc.compile(JSON.stringify(input), { import: imports, smtSolver }))
  const results = errors.map(({ errorCode, severity, message, sourceLocation, formattedMessage }) => {
    if (severity === 'error' || !sourceLocation) throw new Error(formattedMessage)
    // The compiler counts bytes.
    const bytes = Buffer.from(sourceLocation.file === path ? read(path) : source(sourceLocation.file))
    const text = bytes.subarray(sourceLocation.start, sourceLocation.end).toString()
    const line = bytes.subarray(0, sourceLocation.start).toString().split('\n').length
    const place = `${sourceLocation.file}:${line}`
    return { proved: errorCode === PROVED, text, place, message: message.split('\n')[0] }
  })
  return { proved: results.filter(({ proved }) => proved), open: results.filter(({ proved }) => !proved) }
}

let passed = 0
let failed = 0
const report = (good, line) => {
  if (good) passed++
  else failed++
  console.log(`${good ? 'ok  ' : 'FAIL'} ${line}`)
}

/** Edits of a source text, each of which must find its place. */
function edited(path, edits) {
  let text = read(path)
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`${path} has no "${from}" any more: adapt the wrong copy`)
    text = text.replace(from, to)
  }
  return text
}

console.log(`solc ${solc.version()}, ${version.stdout.trim()}`)
const files = readdirSync(join(root, 'proofs')).filter((name) => name.endsWith('.sol'))
for (const name of files) {
  const path = `proofs/${name}`
  // The theorems of a contract stand between its name and the next one's.
  for (const [, contract, body] of read(path).matchAll(/^contract (\w+) \{$(.*?)^\}$/gms)) {
    const { proved, open } = examine(path, contract, 'proof')
    for (const { place, text, message } of proved) report(true, `${place}  ${text}  (${message})`)
    for (const { place, text, message } of open) report(false, `${place}  ${text}  (${message})`)
    // A theorem that the checker leaves out in silence is not proved either.
    const stated = [...body.matchAll(/^\s*assert\(/gm)].length
    const decided = proved.filter(({ text }) => text.startsWith('assert(')).length
    report(decided === stated && stated > 0, `${contract}: ${decided} of ${stated} theorems proved`)
    report(
      wrongLibraries.some((wrong) => wrong.contract === contract),
      `${contract}: has a wrong library to refute`,
    )
  }
}

for (const { name, proofs, contract, library, edits, falls } of wrongLibraries) {
  const { open } = examine(`proofs/${proofs}`, contract, 'refutation', { [library]: edited(library, edits) })
  const refuted = open.some(({ text, message }) => text === `assert(${falls})` && message.includes('happens here'))
  report(refuted, `refuted, as it must be: ${name} (${falls})`)
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
