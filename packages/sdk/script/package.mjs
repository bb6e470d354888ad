// Writes the package as it is published into dist/npm, or the folder of its argument: modules that the public entries
// reach, with the workspace's packages inside, README, reference, examples and changelog.
// `npm pack packages/sdk/dist/npm` makes the tarball.
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const here = join(root, 'packages/sdk')
const out = resolve(process.argv[2] ?? join(here, 'dist/npm'))
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))
const manifestOf = (name) => readJson(join(root, 'packages', name, 'package.json'))

/** Specifiers of imports and exports, and of types such as `import('…').X`. */
const SPECIFIER = /(\b(?:from|import)\s*\(?\s*)(['"])([^'"\n]+)\2/g
const INTERNAL = /^@aiigo\/([^/]+)(\/.+)?$/
/** The oldest Node.js that has all that the modules use: a global WebSocket, and `Map.groupBy`. */
const NODE = '>=22'
/** Packages whose objects a program hands to the SDK: both have to use one copy. */
const PEERS = ['viem']

const own = manifestOf('sdk')
// Code that tests share is no part of the library.
const entries = Object.entries(own.exports).filter(([path]) => path !== './testing')

/** Files to publish by their path below packages/, and the version of each package that they import. */
const modules = new Map()
const dependencies = new Map()

for (const [, targets] of entries)
  for (const target of Object.values(targets)) visit(posix.join('sdk', target.replace(/^\.\//, '')))

/** @param path such as sdk/dist/index.js, below packages/ */
function visit(path) {
  if (modules.has(path)) return
  modules.set(path, '')
  const text = readFileSync(join(root, 'packages', path), 'utf8').replace(/^\/\/# sourceMappingURL=.*$\n?/gm, '')
  const isTypes = path.endsWith('.d.ts')
  const rewritten = text.replace(SPECIFIER, (whole, before, quote, specifier) => {
    const target = resolveInternal(specifier, path, isTypes)
    if (!target) {
      addDependency(specifier, path)
      return whole
    }
    visit(target)
    const to = posix.relative(posix.dirname(placeOf(path)), placeOf(target)).replace(/\.d\.ts$/, '.js')
    return `${before}${quote}${to.startsWith('.') ? to : `./${to}`}${quote}`
  })
  modules.set(path, rewritten)
}

/** Where a module is in the package: sdk/dist/index.js → dist/sdk/index.js. */
function placeOf(path) {
  return `dist/${path.replace('/dist/', '/')}`
}

/** The module that a specifier names, below packages/; undefined for packages of the registry and of Node. */
function resolveInternal(specifier, from, isTypes) {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(from), specifier)
    return isTypes ? path.replace(/\.js$/, '.d.ts') : path
  }
  const [, name, entry = ''] = specifier.match(INTERNAL) ?? []
  if (!name) return undefined
  const target = manifestOf(name).exports[`.${entry}`]
  if (!target) throw new Error(`${from}: expected ${specifier} to be an entry of packages/${name}`)
  return posix.join(name, isTypes ? target.types : target.default)
}

function addDependency(specifier, from) {
  if (specifier.startsWith('node:')) return
  const name = specifier.match(/^(@[^/]+\/)?[^/]+/)[0]
  const workspace = from.split('/')[0]
  const version = manifestOf(workspace).dependencies?.[name]
  if (!version) throw new Error(`${from}: imports ${specifier}, which packages/${workspace}/package.json does not list`)
  const known = dependencies.get(name)
  if (known && known !== version) throw new Error(`expected one version of ${name}, got ${known} and ${version}`)
  dependencies.set(name, version)
}

/** Versions that are compatible with the tested ones. */
function ranges(isWanted) {
  const wanted = [...dependencies].filter(([name]) => isWanted(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(wanted.map(([name, version]) => [name, `^${version}`]))
}

/** Links of a page that stay inside the package; the others lose their target, which the reader does not have. */
const withoutFarLinks = (markdown, isThere) =>
  markdown.replace(/\[((?:[^\]`]|`[^`]*`)+)\]\(([^)\s]+)\)/g, (whole, text, target) =>
    /^(https?:|#)/.test(target) || isThere(target.replace(/#.*/, '')) ? whole : text,
  )

rmSync(out, { recursive: true, force: true })
const write = (file, text) => {
  mkdirSync(dirname(join(out, file)), { recursive: true })
  writeFileSync(join(out, file), text)
}
for (const [path, text] of modules) write(placeOf(path), text)

for (const file of globSync('examples/*.{ts,html}', { cwd: here })) cpSync(join(here, file), join(out, file))
const licence = join(root, 'LICENSE')
if (existsSync(licence)) cpSync(licence, join(out, 'LICENSE'))
const pages = { 'README.md': here, 'API.md': here, 'CHANGELOG.md': root }
for (const [file, folder] of Object.entries(pages)) {
  const isThere = (target) => target in pages || existsSync(join(out, target))
  write(file, withoutFarLinks(readFileSync(join(folder, file), 'utf8'), isThere))
}

const place = (target) => `./${placeOf(posix.join('sdk', target))}`
const manifest = {
  name: own.name,
  version: own.version,
  description: own.description,
  license: readJson(join(root, 'package.json')).license,
  type: own.type,
  sideEffects: own.sideEffects,
  engines: { node: NODE },
  exports: {
    ...Object.fromEntries(
      entries.map(([path, { types, default: code }]) => [path, { types: place(types), default: place(code) }]),
    ),
    './package.json': './package.json',
  },
  files: ['dist', 'examples', 'API.md', 'CHANGELOG.md'],
  dependencies: ranges((name) => !PEERS.includes(name)),
  peerDependencies: ranges((name) => PEERS.includes(name)),
}
write('package.json', `${JSON.stringify(manifest, null, 2)}\n`)
process.stdout.write(`${out}\n`)
