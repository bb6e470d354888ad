// Packages that a browser loads: each of their entries is bundled for a browser, from the sources, and what a browser
// does not have (Node's modules, Buffer, process) is refused. Run by `npm run lint`; `node bin/browser-bundles.mjs`
// prints the sizes.
import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Packages whose entries are for browsers. An entry that ends in one of NODE_ENTRIES is for Node alone. */
const PACKAGES = ['domain', 'chain', 'client', 'sealing', 'sdk']
const NODE_ENTRIES = ['/node', '/testing']

/**
 * The highest cost of one import, bytes of gzip: a page that handles one error must not carry the job file's parser.
 */
const BUDGETS = [
  { what: 'one error class of domain', code: "export { NotRetryableError } from '@aiigo/domain'", bytes: 600 },
  { what: 'one error class of client', code: "export { ApiError } from '@aiigo/client'", bytes: 1_000 },
  { what: 'amounts of domain', code: "export { formatAmount, parseAmount } from '@aiigo/domain'", bytes: 1_200 },
  { what: 'the codec of a request', code: "export { taskRequestCodec } from '@aiigo/domain'", bytes: 8_000 },
]

const manifestOf = (name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
const present = PACKAGES.filter((name) => existsSync(join(root, 'packages', name, 'package.json')))

/**
 * Entries of the packages that a browser may import. @returns [{ specifier: '@aiigo/chain', file: '/…/src/index.ts' }]
 */
function browserEntries() {
  return present.flatMap((name) =>
    Object.entries(manifestOf(name).exports)
      .filter(([path]) => !NODE_ENTRIES.some((end) => path.endsWith(end)))
      .map(([path, target]) => ({ specifier: join('@aiigo', name, path), file: sourceOf(name, target) })),
  )
}

function sourceOf(name, target) {
  return join(root, 'packages', name, target.default.replace(/dist\/(.*)\.js$/, 'src/$1.ts'))
}

/**
 * Resolves packages of this repository to their sources, so that the check needs no build. The `sideEffects` of each
 * package.json apply.
 */
const fromSources = {
  name: 'from-sources',
  setup({ onResolve }) {
    onResolve({ filter: /^@aiigo\// }, ({ path }) => {
      const [, name, ...rest] = path.split('/')
      const manifest = manifestOf(name)
      const target = manifest.exports[`.${rest.map((part) => `/${part}`).join('')}`]
      return target && { path: sourceOf(name, target), sideEffects: manifest.sideEffects !== false }
    })
  },
}

/**
 * Node's own modules, wherever they are imported, stay visible in the graph instead of ending the build at the first
 * one.
 */
const nodeBuiltins = {
  name: 'node-builtins',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path }) => (isBuiltin(path) ? { path, external: true } : undefined))
  },
}

/** Unbound names that browsers lack become these in a bundle; a local variable called `process` keeps its name. */
const MARKS = { Buffer: '__node_only_Buffer', process: '__node_only_process', __dirname: '__node_only_dirname' }

async function bundle(code, options) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: root, sourcefile: 'entry.mjs' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    treeShaking: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    plugins: [fromSources, nodeBuiltins],
    logLevel: 'silent',
    ...options,
  })
  return { text: outputFiles[0].text, metafile }
}

async function sizeOf(code) {
  const { text } = await bundle(code, { minify: true })
  return gzipSync(text, { level: 9 }).length
}

/**
 * Features in a bundle that a browser lacks, as sentences. Files and functions that tree shaking leaves out do not
 * count.
 */
async function violationsOf(specifier, code) {
  const { text, metafile } = await bundle(code, { define: MARKS })
  const [output] = Object.values(metafile.outputs)
  const imports = Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) =>
      metafile.inputs[file].imports.filter(({ external }) => external).map(({ path }) => [file, path]),
    )
  const globals = text.split(/^(?=\/\/ \S+\.[cm]?[jt]s$)/m).flatMap((module) =>
    Object.entries(MARKS)
      .filter(([, mark]) => module.includes(mark))
      .map(([name]) => [module.slice(3, module.indexOf('\n')), name]),
  )
  return [...imports, ...globals].map(
    ([file, name]) =>
      `${file}: uses ${name}, which no browser has, and ${specifier} is for browsers; use what both have`,
  )
}

/** @returns violations as sentences, and the sizes of everything that was bundled, bytes of gzip. */
export async function checkBrowserBundles() {
  const violations = []
  const sizes = []
  for (const { specifier, file } of browserEntries()) {
    const code = `export * from ${JSON.stringify(file)}`
    sizes.push({ what: `all of ${specifier}`, bytes: await sizeOf(code) })
    violations.push(...(await violationsOf(specifier, code)))
  }
  for (const { what, code, bytes: budget } of BUDGETS) {
    const bytes = await sizeOf(code)
    sizes.push({ what, bytes, budget })
    if (bytes > budget)
      violations.push(
        `${what} costs ${bytes} bytes of gzip, the budget is ${budget}: look for code that runs when a module is loaded`,
      )
  }
  for (const name of present) {
    if (manifestOf(name).sideEffects !== false)
      violations.push(
        `packages/${name}/package.json: expected "sideEffects": false, so that bundlers leave out what is unused`,
      )
  }
  return { violations: [...new Set(violations)], sizes }
}

if (
  process.argv[1] &&
  dirname(process.argv[1]) === join(root, 'bin') &&
  process.argv[1].endsWith('browser-bundles.mjs')
) {
  const { violations, sizes } = await checkBrowserBundles()
  for (const { what, bytes, budget } of sizes)
    process.stdout.write(`${String(bytes).padStart(7)} B gz  ${what}${budget ? ` (budget ${budget})` : ''}\n`)
  for (const violation of violations) process.stderr.write(`${violation}\n`)
  process.exitCode = violations.length === 0 ? 0 : 1
}
