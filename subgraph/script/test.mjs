// Runs every case of tests/cases; the line before the last is a summary in JSON, the last `N passed, N failed`.
import { rmSync } from 'node:fs'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAbis } from '../tests/harness/readAbis.mjs'
import { runOnChain } from '../tests/harness/runOnChain.mjs'
import { runOnGndTest } from '../tests/harness/runOnGndTest.mjs'
import { startPostgres } from '../tests/harness/startPostgres.mjs'
import { findUnhandledEvents } from './findUnhandledEvents.mjs'

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const started = performance.now()
const cases = await loadCases()
const abis = readAbis()
// gnd test 0.45 cannot encode a struct ("Invalid type 'tuple'") or a list in an event: those cases get a real chain.
const onChain = cases.filter(needsAChain)
const onGndTest = cases.filter((testCase) => !needsAChain(testCase))

const directory = await mkdtemp(join(tmpdir(), 'aiigo-subgraph-test-'))
process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
const results = [await everyHandlerHasACase(), await everyEventHasAHandler()]
let postgres
try {
  postgres = await startPostgres(['gnd_test', 'graph'])
  results.push(...(await runOnGndTest(onGndTest, { directory, postgresUrl: postgres.url('gnd_test') })))
  results.push(...(await runOnChain(onChain, { directory, postgresUrl: postgres.url('graph') })))
} finally {
  await postgres?.stop()
}

for (const { name, runner, failures } of results) {
  console.log(`${failures.length === 0 ? 'ok' : 'FAILED'} - ${name} (${runner})`)
  for (const failure of failures) console.log(failure.replace(/^/gm, '    '))
}
const failed = results.filter(({ failures }) => failures.length > 0)
const passed = results.length - failed.length
const seconds = Number(((performance.now() - started) / 1000).toFixed(1))
console.log(JSON.stringify({ passed, failed: failed.length, seconds, failures: failed.map(({ name }) => name) }))
console.log(`${passed} passed, ${failed.length} failed`)
// PostgreSQL's package keeps handles open.
process.exit(failed.length === 0 ? 0 : 1)

async function loadCases() {
  const folder = new URL('../tests/cases/', import.meta.url)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).sort()
  const modules = await Promise.all(files.map((file) => import(new URL(file, folder))))
  return modules.flatMap((module) => module.default)
}

function needsAChain({ blocks }) {
  return blocks.flat().some(({ contract, name }) => {
    const event = abis[contract].find((item) => item.type === 'event' && item.name === name)
    return event.inputs.some(({ type }) => type.startsWith('tuple') || type.endsWith(']'))
  })
}

async function everyEventHasAHandler() {
  return {
    name: 'every event of every contract has a handler',
    runner: 'manifest',
    failures: await findUnhandledEvents(),
  }
}

async function everyHandlerHasACase() {
  const template = await readFile(new URL('../subgraph.template.yaml', import.meta.url), 'utf8')
  const handlerOf = new Map()
  for (const part of template.split(/^ {2}- kind: ethereum$/m).slice(1)) {
    const contract = part.match(/^ {4}name: (\w+)$/m)[1]
    for (const [, event, handler] of part.matchAll(/- event: (\w+)\([^\n]*\n\s+handler: (\w+)/g)) {
      handlerOf.set(`${contract}.${event}`, handler)
    }
  }
  const emitted = new Set(
    cases.flatMap(({ blocks }) => blocks.flat().map((event) => handlerOf.get(`${event.contract}.${event.name}`))),
  )
  return {
    name: 'every handler has a case',
    runner: 'manifest',
    failures: [...new Set(handlerOf.values())]
      .filter((handler) => !emitted.has(handler))
      .map((handler) => `no case reaches ${handler}`),
  }
}
