// The one entry behind `npm start`, `demo`, `test`, `bench`, `simulate`, `lint` and `screenshots`. Needs nothing but
// Node ≥ 20 and npm: installs from the lockfile when it changed, compiles, and hands over to the Node version that the
// workspace pins.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...path) => join(root, ...path)

/** The program of each command, and the packages that have to be built before. */
const COMMANDS = {
  start: {
    script: 'packages/devstack/dist/main.js',
    build: ['system', 'cli', 'examples', 'portal', 'docs'],
    what: 'start the whole system on this machine',
  },
  demo: {
    script: 'demo/dist/main.js',
    build: ['system', 'demo', 'examples'],
    what: 'run one job as a buyer, start to payment',
  },
  bench: { script: 'bench/dist/main.js', build: ['system', 'cli', 'bench', 'examples'], what: 'measure' },
  simulate: {
    script: 'simulation/dist/main.js',
    build: ['simulation'],
    what: 'run the system under seeded faults, and judge what is left',
  },
  screenshots: {
    script: 'tests/dist/screenshots/main.js',
    build: ['system', 'tests', 'examples', 'portal'],
    what: 'write every page of the portal as pictures',
  },
  // Both build or check what they need themselves, and say so in their results.
  test: { script: 'bin/test.mjs', build: [], what: 'run every test' },
  lint: { script: 'bin/lint.mjs', build: [], what: 'check format, import rules, dead code and browser bundles' },
}

const compile = (...folders) => [at('node_modules/typescript/bin/tsc'), '-b', ...folders]

const BUILDS = {
  // With what each of them builds on.
  system: {
    what: 'compiling the system',
    args: compile('packages/devstack', 'api', 'worker', 'agent', 'blob-gateway', 'docs'),
  },
  portal: { what: 'building the portal', args: [at('portal/script/build.mjs')] },
  cli: { what: 'compiling the command line', args: compile('cli') },
  docs: { what: 'building the docs', args: [at('docs/dist/main.js')] },
  demo: { what: 'compiling the demo', args: compile('demo') },
  bench: { what: 'compiling the bench', args: compile('bench') },
  simulation: { what: 'compiling the simulation', args: compile('simulation') },
  tests: { what: 'compiling the tests', args: compile('tests') },
  examples: { what: 'building the example jobs', args: [at('examples/scripts/build.mjs'), '--quiet'] },
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const pinnedNode = at('node_modules/node/bin/node')
const started = Date.now()
let child
let ended = false

/** Progress goes to standard error: the output of a command may be read by a program. */
const say = (line) => process.stderr.write(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)}s] ${line}\n`)

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** Runs a program in this terminal; signals that reach only this process are passed on. Resolves with its exit code. */
function run(command, args, options = {}) {
  if (ended) process.exit(130)
  return new Promise((resolve) => {
    child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    child.on('error', (error) => {
      process.stderr.write(`could not run ${command}: ${error.message}\n`)
      resolve(1)
    })
    child.on('close', (code, signal) => {
      child = undefined
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex')

/** Whether what npm says it installed is what the lockfile wants, for an `npm ci` that was run by hand. */
function matchesLock() {
  try {
    const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
    const present = JSON.parse(readFileSync(at('node_modules/.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, { version, link, optional, peer }]) =>
        !path.startsWith('node_modules/') ||
        link ||
        present[path]?.version === version ||
        (optional && !present[path]) ||
        (peer && !present[path]),
    )
  } catch {
    return false
  }
}

async function install() {
  const stamp = at('node_modules/.aiigo-lock')
  const hash = lockHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(pinnedNode)) return
  if (!(matchesLock() && existsSync(pinnedNode))) {
    say('installing packages (npm ci)')
    const begun = Date.now()
    const tick = setInterval(() => say(`still installing, ${Math.round((Date.now() - begun) / 1000)} s`), 10_000)
    // `npm start` says where npm is; run by hand, it is on the PATH.
    const [command, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []]
    const code = await run(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 2, 2],
    })
    clearInterval(tick)
    if (code !== 0) {
      fail(
        `npm ci failed with exit code ${code}; its messages are above. Check that the registry can be reached (npm ping) and that the disk has 2 GB free, then run the same command again.`,
      )
    }
    if (!existsSync(pinnedNode)) {
      fail(
        `npm ci ended well, but ${pinnedNode} is missing: are install scripts switched off (npm config get ignore-scripts)?`,
      )
    }
    say(`packages installed in ${((Date.now() - begun) / 1000).toFixed(1)} s`)
  }
  writeFileSync(stamp, hash)
}

async function build(name) {
  const { what, args } = BUILDS[name]
  const begun = Date.now()
  const code = await run(pinnedNode, args, { stdio: ['ignore', 2, 2] })
  if (code !== 0) fail(`${what} failed with exit code ${code}; the messages are above.`)
  if (Date.now() - begun > 2000) say(`${what} took ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}

/** The parent of the shell that npm runs a script in; 0 when there is none (some shells replace themselves). */
function parentOfShell(pid) {
  try {
    if (!/^(sh|dash|bash)$/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim())) return 0
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

/** npm may be killed without passing it on. Between it and this process is a shell, which would simply stay. */
function followNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const ancestors = () => `${process.ppid} ${parentOfShell(process.ppid)}`
  const before = ancestors()
  setInterval(() => {
    if (ancestors() === before || ended) return
    ended = true
    child?.kill('SIGTERM')
  }, 500).unref()
}

async function main() {
  const [name, ...args] = process.argv.slice(2)
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined
  if (!command) {
    const list = Object.entries(COMMANDS).map(([key, { what }]) => `  ${key.padEnd(6)} ${what}`)
    fail(`expected one of these commands, got ${name ?? 'none'}:\n${list.join('\n')}`)
  }
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) fail(`expected Node 20 or newer, this is ${process.version}; install one from https://nodejs.org`)
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say(
      `this is ${process.platform}-${process.arch}: PostgreSQL, chain and graph-node come as Linux x64 programs; elsewhere run docker-compose.yml, or point DATABASE_URL, ETHEREUM_RPC_URL and SUBGRAPH_URL at running ones`,
    )
  }
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      ended = true
      // Ctrl-C reaches the child too, through the terminal; a second one of the same kind does no harm there.
      child?.kill(signal)
    })
  }
  followNpm()
  await install()
  for (const step of command.build) await build(step)
  if (!existsSync(at(command.script))) fail(`expected ${command.script}, which the build did not make`)
  const path = `${at('node_modules/.bin')}:${process.env.PATH ?? ''}`
  const env = { ...process.env, PATH: path, AIIGO_PARENT_PID: String(process.pid) }
  process.exitCode = await run(pinnedNode, [at(command.script), ...args], { env })
}

await main()
