// Attack tests have to bite: takes one defence out of src/ at a time and runs the attack that it stands against, in a
// copy. The attack must be green with the defence and red without.
//   npm run weaken -w contracts [-- --only BonusDistributor]
// A weakening that no longer applies (its line changed) is an error: the list below moves with the code.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { foundryBinary } from '../dist/index.js'
import { createCopy } from './createCopy.mjs'
import { weakenings } from './weakenings.mjs'

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const wanted = weakenings.filter(({ file, test }) => `${file} ${test}`.includes(values.only))
if (wanted.length === 0) throw new Error(`expected --only to name a file or test of the list, got ${values.only}`)

const copy = createCopy()
process.once('SIGINT', () => {
  copy.remove()
  process.exit(130)
})
const problems = []
try {
  const names = [...new Set(wanted.map(({ test }) => test))]
  const green = run(names)
  if (green.passed < names.length || green.failed > 0) {
    throw new Error(`expected ${names.length} attacks to be green against the real contracts:\n${green.text}`)
  }
  for (const { file, without, instead, test } of wanted) {
    const path = join(copy.root, 'src', file)
    const source = readFileSync(path, 'utf8')
    if (source.split(without).length !== 2) {
      problems.push(`src/${file}: expected this once, so that it can be taken out:\n    ${without}`)
      continue
    }
    writeFileSync(
      path,
      source.replace(without, () => instead),
    )
    const weak = run([test])
    writeFileSync(path, source)
    const fell = weak.failed === 1 && weak.passed === 0
    console.log(`${fell ? 'falls ' : 'STANDS'}  src/${file}  ${test}`)
    if (!fell) problems.push(`src/${file} without its defence stands against ${test}:\n    ${without}\n${weak.text}`)
  }
} finally {
  copy.remove()
}

for (const problem of problems) console.error(problem)
console.log(`${wanted.length - problems.length} of ${wanted.length} weakened copies fall to their attack`)
process.exitCode = problems.length === 0 ? 0 : 1

/** Runs attacks by their names and counts what became of them. */
function run(names) {
  const args = ['test', '--offline', '--match-path', 'test/attack/*', '--match-test', `^(${names.join('|')})(\\(|$)`]
  const { stdout, stderr } = spawnSync('env', ['FOUNDRY_PROFILE=mutate', foundryBinary('forge'), ...args], {
    cwd: copy.root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const count = (word) => (stdout.match(new RegExp(`^\\[${word}`, 'gm')) ?? []).length
  const summary = /(\d+) tests? passed, (\d+) failed/.exec(stdout)
  return {
    passed: count('PASS'),
    failed: summary ? Number(summary[2]) : 0,
    text: `${stdout}${stderr}`.slice(-3000),
  }
}
