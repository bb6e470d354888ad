// Builds the site into dist/site, when something that it is made of has changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { readSources } from './sources.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, 'docs/dist/site')
const STAMP = join(root, 'docs/dist/site.sha256')

/** Besides the pages. */
const INPUTS = ['schema.graphql', 'package-lock.json', 'portal/src/ui/tokens.css', 'portal/public/icon.svg']
/** The best compression takes ten times as long for a hundredth of the size. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

function stampOf(): string {
  const hash = createHash('sha256')
  for (const { file, markdown } of readSources(root)) hash.update(file).update(markdown)
  for (const file of [
    ...INPUTS,
    ...globSync(['docs/{*.svg,src/**/*}', 'packages/sdk/examples/*'], { cwd: root }).sort(),
  ]) {
    if (/\.\w+$/.test(file)) hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

const wanted = stampOf()
if (!(existsSync(join(out, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted)) {
  const { buildSite } = await import('./buildSite.js')
  // A build that is cut off leaves no half of a site.
  const fresh = `${out}.new`
  rmSync(fresh, { recursive: true, force: true })
  for (const [address, content] of buildSite(root)) {
    const path = join(fresh, address)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    writeFileSync(`${path}.br`, brotliCompressSync(content, BROTLI))
    writeFileSync(`${path}.gz`, gzipSync(content))
  }
  rmSync(out, { recursive: true, force: true })
  renameSync(fresh, out)
  writeFileSync(STAMP, wanted)
}
