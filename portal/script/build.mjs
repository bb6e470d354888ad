// Builds the pages into dist/site, when something that they are made of has changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const portal = fileURLToPath(new URL('..', import.meta.url))
const STAMP = join(portal, 'dist/site.sha256')
const SITE = join(portal, 'dist/site/index.html')
/** A page for each address without an id in it, named by the address; every other has index.html. */
const PAGES = join(portal, 'dist/site/pages')
const MANIFEST = join(portal, 'dist/site/.vite/manifest.json')
const INPUTS = ['src', 'public', 'script', 'index.html', 'package.json', 'vite.config.js', 'lingui.config.js'].map(
  (name) => join(portal, name),
)
const LIBRARIES = ['sdk', 'sealing', 'client', 'chain', 'domain'].map((name) =>
  join(portal, '../packages', name, 'dist'),
)

/** Every file of some paths, in order. */
function* filesOf(paths) {
  for (const path of paths) {
    if (!existsSync(path)) continue
    if (statSync(path).isDirectory())
      yield* filesOf(
        readdirSync(path)
          .sort()
          .map((name) => join(path, name)),
      )
    else if (!path.endsWith('.tsbuildinfo')) yield path
  }
}

/** Writes the pages with their content in them, which the browser shows before the scripts have come. */
async function writePages() {
  await build({
    ...{ root: portal, logLevel: 'warn', publicDir: false },
    build: { ssr: 'src/prerender.tsx', outDir: 'dist/prerender', emptyOutDir: true },
  })
  // The pages look at these while they are drawn.
  const { href, origin } = new URL('http://localhost/')
  const kept = new Map()
  const localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  }
  for (const [name, value] of Object.entries({ location: { href, origin }, localStorage })) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  const { prerender } = await import(pathToFileURL(join(portal, 'dist/prerender/prerender.js')).href)
  const empty = readFileSync(SITE, 'utf8')
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'))
  rmSync(PAGES, { recursive: true, force: true })
  for (const { address, source, html } of await prerender()) {
    const page = empty
      .replace('<div id="root"></div>', `<div id="root" inert>${html}</div>`)
      .replace('</head>', `${linksOf(source, manifest)}</head>`)
    // The page's policy runs no script and takes no style that is written into it.
    if (/<script(?![^>]* src=)/.test(page)) throw new Error(`expected no inline script in the page ${address}`)
    if (/ style="/.test(page)) throw new Error(`expected no inline style in the page ${address}`)
    if (!page.includes(html)) throw new Error('expected an empty element with the id root in index.html')
    const file = join(PAGES, address === '/' ? 'index.html' : `${address}.html`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, page)
  }
}

/** Links to the scripts and styles of a page's module: the browser asks for them before the first script has run. */
function linksOf(source, manifest) {
  if (!source) return ''
  if (!manifest[source]) throw new Error(`expected a module that the build knows, got ${source}`)
  const first = new Set()
  const wanted = new Set()
  collect(
    Object.keys(manifest).find((name) => manifest[name].isEntry),
    manifest,
    first,
  )
  collect(source, manifest, wanted)
  const own = [...wanted].filter((name) => !first.has(name)).map((name) => manifest[name])
  const styles = new Set(own.flatMap(({ css = [] }) => css))
  return [
    ...own.map(({ file }) => `<link rel="modulepreload" crossorigin href="/${file}">`),
    ...[...styles].map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
  ].join('')
}

/** The names of a module of the manifest and of all that it imports at once. */
function collect(name, manifest, found) {
  if (found.has(name)) return
  found.add(name)
  for (const imported of manifest[name].imports ?? []) collect(imported, manifest, found)
}

const hash = createHash('sha256')
for (const path of filesOf([...INPUTS, ...LIBRARIES, join(portal, '../package-lock.json')])) {
  hash.update(path).update(readFileSync(path))
}
const wanted = hash.digest('hex')
if (!(existsSync(PAGES) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted)) {
  // Lingui's own macro needs a program that is not published for this platform (docs/dependencies.md).
  // biome-ignore lint/style/noProcessEnv: its only switch
  process.env.LINGUI_SUPPRESS_BABEL_WARNING = '1'
  // Lingui's macro looks for its settings in the folder that it runs in.
  process.chdir(portal)
  await build({ root: portal, logLevel: 'warn' })
  await writePages()
  writeFileSync(STAMP, wanted)
}
