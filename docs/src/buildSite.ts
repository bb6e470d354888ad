import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { buildSchema } from 'graphql'
import { GRAPHQL_ITEMS, graphqlReference } from './graphqlReference.js'
import { type Assets, layout } from './layout.js'
import { readSidebar } from './readSidebar.js'
import { type Rendered, renderMarkdown } from './renderMarkdown.js'
import { sdkExamples } from './sdkExamples.js'
import { addressOf, INDEX, readSources } from './sources.js'

/** Where the site is on its server; only the page for wrong addresses needs to know. */
const BASE = '/docs/'

/** A text of the search's index. The keys are short, because there are thousands. */
export interface SearchEntry {
  /** Address below `/docs/`, with the heading's anchor. */
  a: string
  /** Title of the page. */
  p: string
  /** The heading. */
  h: string
  /** The text below it. */
  t: string
}

/** Figures and pictures that pages show. */
const PICTURES = ['docs/matching-curve.svg']

/** Types of the subgraph's filters are found by name: their hundreds of fields would bury everything else. */
const NAME_ALONE = /^graphql\/types\/.*(_filter|_orderBy)\.html$/

/**
 * Every file of the site by its address below `/docs/`.
 * @param root the repository's folder
 * @throws Error when the schema or a page cannot be read
 */
export function buildSite(root: string): Map<string, string> {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8')
  const written = readSources(root)
  const sources = [...written, ...sdkExamples(root), ...graphqlReference(buildSchema(read('schema.graphql')))]
  const known = new Set(sources.map(({ file }) => file))
  const addressAt = (path: string): string | undefined => {
    const file = [path, path === '' ? 'README.md' : `${path}/README.md`].find((candidate) => known.has(candidate))
    return file === undefined ? undefined : addressOf(file)
  }
  const sidebar = [...readSidebar(read(INDEX)), { title: 'GraphQL', items: GRAPHQL_ITEMS }]
  const pages = sources.map(({ file, markdown }) => {
    const address = addressOf(file)
    return { file, address, page: renderMarkdown(markdown, { file, address, addressAt }) }
  })

  const site = new Map<string, string>()
  const add = (name: string, content: string): string => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
    const address = `assets/${name.replace('.', `-${hash}.`)}`
    site.set(address, content)
    return address
  }
  const here = join(root, 'docs/src/client')
  const assets: Assets = {
    style: add('site.css', `${read('portal/src/ui/tokens.css')}\n${readFileSync(join(here, 'site.css'), 'utf8')}`),
    theme: add('theme.js', bundle(join(here, 'theme.ts'))),
    script: add('site.js', bundle(join(here, 'site.ts'))),
    search: add('search.json', JSON.stringify(pages.flatMap(searchEntries))),
  }
  for (const { file, address, page } of pages) {
    const isWritten = existsSync(join(root, file))
    site.set(address, layout({ page, address, file: isWritten ? file : undefined, sidebar, assets }))
  }
  site.set('404.html', layout({ page: MISSING, address: '404.html', file: undefined, sidebar, assets, base: BASE }))
  site.set('icon.svg', read('portal/public/icon.svg'))
  for (const picture of PICTURES) site.set(addressOf(picture), read(picture))
  return site
}

const MISSING: Rendered = {
  title: 'No such page',
  html: '<h1>No such page</h1><p>The docs have no page at this address. The search finds pages by their words.</p>',
  headings: [],
  sections: [],
}

function searchEntries({ address, page }: { address: string; page: Rendered }): SearchEntry[] {
  return page.sections
    .map(({ id, heading, text }) => ({
      a: id ? `${address}#${id}` : address,
      p: page.title,
      h: heading,
      t: NAME_ALONE.test(address) ? '' : text.replace(/\s+/g, ' ').trim(),
    }))
    .filter(({ a, h, t }) => (h || !a.includes('#')) && (t || !a.includes('#')))
}

/** A script for the browser with everything that it imports. */
function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2023',
  })
  return outputFiles[0]?.text ?? ''
}
