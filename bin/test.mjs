// `npm test`: builds everything, runs every suite with its own tool, and ends with the plain line "N passed, N failed".
// A suite that cannot run counts as one failure, never as nothing.
//
// As many suites run at once as the machine has cores, the longest first. The flows count as two, for they run two
// files at a time. Beside them runs one suite of the contracts with the lowest priority: it waits for nothing but the
// processor and takes what the others leave. The output of a suite is printed whole when it ends, and the summary names
// each test that failed.
// Files of jest with failed tests run once more, alone, at the end: a machine with other work meets limits of time. The
// summary names each test that needed it with the message of its first try. Such a test is a fault to be mended.
// AIIGO_TEST_PROFILE=ci draws as many cases of the contracts' properties as CI does; without it fewer.
// `npm test -- WORD…` runs the suites whose names contain one of the words, and their builds.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, constants, setPriority, tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/** Exit code of `npm run prove -w contracts` on a machine without z3. */
const PROOFS_NOT_RUN = 3

/** Draws of the contracts' properties: those of contracts/foundry.toml in CI, fewer at a desk. */
const DRAWS =
  process.env.AIIGO_TEST_PROFILE === 'ci'
    ? {}
    : { FOUNDRY_FUZZ_RUNS: '256', FOUNDRY_INVARIANT_RUNS: '64', FOUNDRY_INVARIANT_DEPTH: '100' }

/** Compiled code of the programs that the suites start, which each of them starts many times. */
const COMPILE_CACHE = join(process.cwd(), 'node_modules', '.cache', 'aiigo-compile')

/** The seeds of the simulation, which take as long as many other files together. */
const SIMULATION = 'simulation/src/simulation.test.ts'
/** Processes, one after the other, for the rest of the tests on real parts. */
const SHARES = 8

const scratch = mkdtempSync(join(tmpdir(), 'aiigo-test-'))
const started = Date.now()
const now = () => `${Math.round((Date.now() - started) / 1000)} s`
const say = (line) => process.stdout.write(`[${now().padStart(6)}] ${line}\n`)

const node = process.execPath
const script = (name, workspace) => ['npm', 'run', '--silent', name, '--workspace', workspace]
const forge = (...args) => [node, 'contracts/script/forge.mjs', ...args, '--offline', '--threads', '1']
const jestReport = (name) => join(scratch, `${name.replaceAll(/\W+/g, '-')}.json`)
/** A task that runs the tests of one tier, a share of them, or some files only. */
const jest = (name, tier, { workers = 1, share, only = [], options = [], ...task }) => ({
  name,
  command: [
    ...[node, 'bin/test-tier.mjs', tier, ...only, `--maxWorkers=${workers}`],
    ...(share ? [`--shard=${share}`] : []),
    ...options,
    // A test that failed may leave a connection open, which must not hold up the result.
    ...['--forceExit', '--json', `--outputFile=${jestReport(name)}`, '--testLocationInResults'],
  ],
  count: () => countJest(name),
  tier,
  ...task,
})

const countForge = ({ text }) =>
  tally(text, /(?<passed>\d+) tests passed, (?<failed>\d+) failed, (?<skipped>\d+) skipped/g)
const countPlain = ({ text }) => tally(text, /^(?<passed>\d+) passed, (?<failed>\d+) failed/gm)

/**
 * Builds and suites. `seconds` is about what a task takes on one core of a quiet machine: the longest chain of tasks
 * goes first. `cores` is what it keeps busy, 1 unless given. A task in the `background` only computes: it has no limits
 * of time, and runs beside the others with the lowest priority. A task without `count` is a build, which counts when it
 * fails only. A suite after a failed build counts as failed.
 */
const TASKS = [
  { name: 'build: TypeScript', command: [node, 'node_modules/typescript/bin/tsc', '-b'], seconds: 30, after: [] },
  {
    name: 'build: forge',
    background: true,
    command: forge('build'),
    seconds: 110,
    after: ['build: TypeScript'],
  },
  { name: 'build: examples', command: script('build', 'examples'), seconds: 15, after: ['build: TypeScript'] },
  {
    name: 'build: portal',
    command: script('build', 'portal'),
    seconds: 10,
    after: ['build: TypeScript', 'build: examples'],
  },
  { name: 'build: docs', command: script('build', 'docs'), seconds: 5, after: ['build: TypeScript'] },
  { name: 'build: subgraph', command: script('build', 'subgraph'), seconds: 25, after: ['build: TypeScript'] },
  {
    name: 'contracts: invariants',
    background: true,
    command: forge('test', '--match-path', 'test/invariant/*'),
    count: countForge,
    seconds: 110,
    after: ['build: forge'],
  },
  {
    name: 'contracts: unit, fuzz, attacks',
    background: true,
    command: forge('test', '--no-match-path', 'test/invariant/*'),
    count: countForge,
    seconds: 30,
    after: ['build: forge'],
  },
  {
    name: 'contracts: shipped artifacts',
    background: true,
    command: script('test:shipped', 'contracts'),
    count: countForge,
    seconds: 65,
    after: ['build: forge'],
  },
  {
    name: 'contracts: proofs',
    background: true,
    command: script('prove', 'contracts'),
    count: countProofs,
    seconds: 80,
    after: ['build: TypeScript'],
  },
  {
    name: 'contracts: proof-of-work simulation',
    background: true,
    command: script('simulate-pow', 'contracts'),
    count: countPlain,
    seconds: 5,
    after: ['build: TypeScript'],
  },
  {
    name: 'subgraph: graph-node',
    command: script('test', 'subgraph'),
    count: countPlain,
    seconds: 70,
    after: ['build: subgraph'],
  },
  jest('jest: flows', 'flows', {
    workers: 2,
    options: ['--testSequencer=./bin/longest-first.mjs'],
    // Two systems with browsers: beside another suite of processes, calls meet their limits of time.
    cores: 2,
    seconds: 420,
    after: ['build: examples', 'build: subgraph', 'build: portal', 'build: docs'],
  }),
  jest('jest: simulation', 'parts', { only: [SIMULATION], seconds: 300, after: ['build: TypeScript'] }),
  // In many shares: a process keeps the modules of each file that it has run, and its collector of garbage goes through
  // all of them. With 77 files in one process a test took two to five times as long as alone.
  ...Array.from({ length: SHARES }, (_, index) => `${index + 1}/${SHARES}`).map((share) =>
    jest(`jest: parts ${share}`, 'parts', {
      ...{ share, only: [`!${SIMULATION}`], seconds: 100 },
      after: ['build: examples', 'build: subgraph'],
    }),
  ),
  jest('jest: unit', 'unit', { seconds: 75, after: ['build: TypeScript'] }),
]

/** Counts from a suite's closing line. */
function tally(text, pattern) {
  const last = [...text.matchAll(pattern)].at(-1)?.groups
  return { passed: Number(last?.passed ?? 0), failed: Number(last?.failed ?? 0), skipped: Number(last?.skipped ?? 0) }
}

/** The files of a report of jest, none where it was not written. */
function filesOfReport(name) {
  try {
    return JSON.parse(readFileSync(jestReport(name), 'utf8')).testResults.map((file) => ({
      path: relative(process.cwd(), file.name),
      failed: file.status === 'failed',
      message: file.message,
      tests: file.assertionResults,
    }))
  } catch {
    return []
  }
}

/** Files and names of the tests that failed, with the beginnings of their messages. */
function failuresOf(name) {
  return filesOfReport(name).flatMap(({ path, failed, message, tests }) => {
    const failures = tests.filter(({ status }) => status === 'failed')
    if (failures.length === 0 && failed) return [`${path}: ${firstLines(message)}`]
    return failures.map((test) => `${path}: ${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`)
  })
}

const firstLines = (text) => text.trim().split('\n').slice(0, 12).join('\n').slice(0, 1500)

/** A machine without the solver proves nothing and says so; where the solver is required that is a failure. */
function countProofs({ code, text }) {
  if (code === PROOFS_NOT_RUN && process.env.AIIGO_REQUIRE_Z3 !== '1')
    return { passed: 0, failed: 0, skipped: 1, ok: true }
  return countPlain({ text })
}

function countJest(name) {
  try {
    const counts = JSON.parse(readFileSync(jestReport(name), 'utf8'))
    return {
      passed: counts.numPassedTests,
      failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites,
      skipped: counts.numPendingTests + counts.numTodoTests,
    }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

const children = new Set()

/** Leaves the processor to other suites: within its session, and as a session where the kernel shares among those. */
function giveWay(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
    writeFileSync(`/proc/${pid}/autogroup`, '19')
  } catch {
    // It ended meanwhile, or this system has no groups of sessions.
  }
}

/** Runs a command and keeps its output; resolves with exit code and text. */
function run([command, ...args], background = false) {
  return new Promise((resolve) => {
    // A group of its own, so that a stop reaches everything that the suite started.
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...DRAWS, ...process.env, FORCE_COLOR: '0' },
      detached: true,
    })
    children.add(child)
    if (background && child.pid) giveWay(child.pid)
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
    }
    const end = (code) => {
      children.delete(child)
      resolve({ code, text })
    }
    child.on('error', (error) => {
      text += `\n${error.message}`
      end(1)
    })
    child.on('close', (code) => end(code ?? 1))
  })
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const { pid } of children) {
      try {
        process.kill(-pid, 'SIGTERM')
      } catch {
        // It ended meanwhile.
      }
    }
    rmSync(scratch, { recursive: true, force: true })
    process.exit(130)
  })
}

const taskNamed = (name) => TASKS.find((task) => task.name === name)

/** The tasks whose names contain one of the words, all without words, and what they need. */
function chosenBy(words) {
  const chosen = new Set(TASKS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word))))
  for (const task of chosen) for (const name of task.after) chosen.add(taskNamed(name))
  return [...chosen]
}

/** Seconds from the start of a task to the end of the longest chain that waits for it. */
function chainFrom(task) {
  const followers = TASKS.filter(({ after }) => after.includes(task.name))
  return task.seconds + Math.max(0, ...followers.map(chainFrom))
}

async function perform(task) {
  const begun = Date.now()
  say(`began ${task.name}`)
  const ran = await run(task.command, task.background)
  const { passed, failed, skipped, ok } = { passed: 1, failed: 0, skipped: 0, ok: false, ...task.count?.(ran) }
  // A suite that failed, or ran nothing, without counting a failure counts one.
  const failures = failed === 0 && !ok && (ran.code !== 0 || passed === 0) ? 1 : failed
  const took = `${((Date.now() - begun) / 1000).toFixed(0)} s`
  say(`${failures > 0 ? 'FAILED' : 'ended'} ${task.name} after ${took}${task.count ? '' : ' (build)'}`)
  process.stdout.write(`${ran.text.trim().replace(/^/gm, '         │ ')}\n`)
  return { task, passed: task.count ? passed : 0, failed: failures, skipped, took }
}

async function performAll(tasks) {
  const capacity = Math.max(2, availableParallelism())
  const coresOf = ({ cores = 1 }) => cores
  const waiting = tasks.sort((a, b) => chainFrom(b) - chainFrom(a))
  const running = new Map()
  const results = []
  const resultOf = (name) => results.find(({ task }) => task.name === name)
  const busy = (background) =>
    [...running.keys()]
      .filter((task) => Boolean(task.background) === background)
      .reduce((cores, task) => cores + coresOf(task), 0)
  const hasRoom = (task) => (task.background ? busy(true) === 0 : busy(false) + coresOf(task) <= capacity)
  const take = (task) => waiting.splice(waiting.indexOf(task), 1)
  while (waiting.length > 0 || running.size > 0) {
    for (const task of [...waiting]) {
      const broken = task.after.find((name) => resultOf(name)?.failed > 0)
      if (broken) {
        take(task)
        say(`left out ${task.name}, because this failed: ${broken}`)
        results.push({ task, passed: 0, failed: 1, skipped: 0, took: 'left out' })
      } else if (task.after.every(resultOf)) {
        if (!hasRoom(task)) continue
        take(task)
        running.set(task, perform(task))
      }
    }
    if (running.size === 0) continue
    const result = await Promise.race(running.values())
    running.delete(result.task)
    results.push(result)
  }
  return results
}

/** More files than this do not fail by a busy machine. */
const SECOND_TRIES = 6

const passedIn = ({ tests }) => tests.filter(({ status }) => status === 'passed').length

/**
 * Runs the files with failed tests once more, alone. Resolves with the results after it, and with the failures of the
 * first try that the second one did not have.
 */
async function tryAgain(results) {
  const failed = results.map(({ task }) => (task.tier ? filesOfReport(task.name).filter((file) => file.failed) : []))
  const count = failed.flat().length
  if (count === 0 || count > SECOND_TRIES) return { results, mended: [] }
  const mended = []
  const after = []
  for (const [index, result] of results.entries()) {
    const files = failed[index]
    if (files.length === 0) {
      after.push(result)
      continue
    }
    const { name, tier } = result.task
    const second = await perform(jest(`${name}, second try`, tier, { only: files.map(({ path }) => path) }))
    const left = failuresOf(second.task.name)
    const nameOf = (failure) => failure.split('\n')[0]
    mended.push(...failuresOf(name).filter((failure) => !left.some((one) => nameOf(one) === nameOf(failure))))
    const passed = result.passed - files.reduce((sum, file) => sum + passedIn(file), 0) + second.passed
    after.push({ ...result, passed, failed: second.failed, failures: left })
  }
  return { results: after, mended }
}

const first = await performAll(chosenBy(process.argv.slice(2)))
const { results, mended } = await tryAgain(first)
const failures = results.flatMap(({ task, failures }) => failures ?? (task.tier ? failuresOf(task.name) : []))
rmSync(scratch, { recursive: true, force: true })

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
for (const failure of mended) process.stdout.write(`\nPASSED ON THE SECOND TRY ONLY ${failure}\n`)
for (const failure of failures) process.stdout.write(`\nFAILED ${failure}\n`)
process.stdout.write(`\n── summary (${now()})\n`)
for (const task of TASKS) {
  const result = results.find((one) => one.task === task)
  if (!result || (!task.count && result.failed === 0)) continue
  const { passed, failed, skipped, took } = result
  process.stdout.write(
    `${task.name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} not run` : ''} (${took})\n`,
  )
}
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`)
process.exitCode = sum('failed') > 0 ? 1 : 0
