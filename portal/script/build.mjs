// Builds the pages into dist/site, when something that they are made of has changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const portal = fileURLToPath(new URL('..', import.meta.url))
const STAMP = join(portal, 'dist/site.sha256')
const SITE = join(portal, 'dist/site/index.html')
/** The page at the address `/`; every other has index.html. */
const FIRST = join(portal, 'dist/site/first.html')
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

/** The page with the start page's content in it, which the browser shows before the scripts have come. */
async function writeFirstPage() {
  await build({
    ...{ root: portal, logLevel: 'warn', publicDir: false },
    build: { ssr: 'src/prerender.tsx', outDir: 'dist/prerender', emptyOutDir: true },
  })
  // The start page looks at these while it is drawn.
  const { href, origin } = new URL('http://localhost/')
  for (const [name, value] of Object.entries({ location: { href, origin }, localStorage: new Map() })) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  globalThis.localStorage.getItem = () => null
  const { prerender } = await import(pathToFileURL(join(portal, 'dist/prerender/prerender.js')).href)
  const page = readFileSync(SITE, 'utf8')
  const first = page.replace('<div id="root"></div>', `<div id="root" inert>${await prerender()}</div>`)
  // The page's policy runs no script that is written into it.
  if (/<script(?![^>]* src=)/.test(first)) throw new Error('expected no inline script in the first page')
  if (first === page) throw new Error('expected an empty element with the id root in index.html')
  writeFileSync(FIRST, first)
}

const hash = createHash('sha256')
for (const path of filesOf([...INPUTS, ...LIBRARIES, join(portal, '../package-lock.json')])) {
  hash.update(path).update(readFileSync(path))
}
const wanted = hash.digest('hex')
if (!(existsSync(FIRST) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted)) {
  // Lingui's own macro needs a program that is not published for this platform (docs/dependencies.md).
  // biome-ignore lint/style/noProcessEnv: its only switch
  process.env.LINGUI_SUPPRESS_BABEL_WARNING = '1'
  // Lingui's macro looks for its settings in the folder that it runs in.
  process.chdir(portal)
  await build({ root: portal, logLevel: 'warn' })
  await writeFirstPage()
  writeFileSync(STAMP, wanted)
}
