// Builds the pages into dist/site, when something that they are made of has changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const portal = fileURLToPath(new URL('..', import.meta.url))
const STAMP = join(portal, 'dist/site.sha256')
const SITE = join(portal, 'dist/site/index.html')
const INPUTS = ['src', 'public', 'index.html', 'package.json', 'vite.config.js', 'lingui.config.js'].map((name) =>
  join(portal, name),
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

const hash = createHash('sha256')
for (const path of filesOf([...INPUTS, ...LIBRARIES, join(portal, '../package-lock.json')])) {
  hash.update(path).update(readFileSync(path))
}
const wanted = hash.digest('hex')
if (!(existsSync(SITE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted)) {
  // Lingui's own macro needs a program that is not published for this platform (docs/dependencies.md).
  // biome-ignore lint/style/noProcessEnv: its only switch
  process.env.LINGUI_SUPPRESS_BABEL_WARNING = '1'
  // Lingui's macro looks for its settings in the folder that it runs in.
  process.chdir(portal)
  await build({ root: portal, logLevel: 'warn' })
  writeFileSync(STAMP, wanted)
}
