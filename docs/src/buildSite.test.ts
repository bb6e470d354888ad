// tier: parts
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { buildSite, type SearchEntry } from './buildSite.js'
import { indexEntries } from './client/search.js'
import { readSidebar } from './readSidebar.js'
import { renderMarkdown } from './renderMarkdown.js'
import { addressOf, INDEX, readSources } from './sources.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
let site: Map<string, string>
let pages: [string, string][]
beforeAll(() => {
  site = buildSite(root)
  pages = [...site].filter(([address]) => address.endsWith('.html'))
})

const attributes = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`<[^>]* ${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  )

describe('the site', () => {
  test('every link leads to a page, and its anchor to a heading', () => {
    const ids = new Map(pages.map(([address, html]) => [address, new Set(attributes(html, 'id'))]))
    const broken: string[] = []
    let count = 0
    for (const [address, html] of pages) {
      for (const target of [
        ...attributes(html, 'href'),
        ...attributes(html, 'src'),
        ...attributes(html, 'data-search'),
      ]) {
        if (/^(https?|mailto):/.test(target) || target === '/') continue
        count++
        const { pathname, hash } = new URL(target, `http://site/docs/${address}`)
        const to = decodeURI(pathname.replace('/docs/', ''))
        const anchor = decodeURIComponent(hash.slice(1))
        if (!site.has(to) || (anchor && !ids.get(to)?.has(anchor))) broken.push(`${address}: ${target}`)
      }
    }
    expect(broken).toEqual([])
    expect(count).toBeGreaterThan(20_000)
  })

  test('nothing is inline and nothing is loaded from elsewhere', () => {
    for (const [address, html] of pages) {
      const [head = ''] = html.split('</head>')
      expect([address, html.match(/<style|<script(?! src=)| style="| on[a-z]+="/)?.[0]]).toEqual([address, undefined])
      expect([
        address,
        [...attributes(html, 'src'), ...attributes(head, 'href')].filter((url) => /^(\w+:|\/\/)/.test(url)),
      ]).toEqual([address, []])
    }
  })

  test('each page has one title and no id twice', () => {
    for (const [address, html] of pages) {
      const ids = attributes(html, 'id')
      expect([address, html.match(/<h1/g)?.length, ids.filter((id, index) => ids.indexOf(id) !== index)]).toEqual([
        address,
        1,
        [],
      ])
    }
  })

  test('it has every page of docs and every README, and the sidebar every topic', () => {
    const written = globSync(
      ['docs/**/*.md', '{api,worker,agent,portal,contracts,subgraph,examples,tests,packages/*}/README.md'],
      { cwd: root },
    ).filter((file) => !file.includes('node_modules'))
    expect(written.filter((file) => !site.has(addressOf(file)))).toEqual([])
    const listed = new Set(
      readSidebar(readFileSync(join(root, INDEX), 'utf8')).flatMap(({ items }) => items.map(({ address }) => address)),
    )
    const topics = written.filter((file) => /^docs\/(start\/)?[^/]+$/.test(file) && file !== INDEX).map(addressOf)
    expect(topics.filter((address) => !listed.has(address))).toEqual([])
  })

  test.each([
    ['graphql/types/Job.html', /href="JobState\.html"><code>JobState!/],
    ['graphql/queries.html', /<h2 id="matchpreview">matchPreview/],
    ['graphql/types/JobDeadlinesInput.html', /Default: <code>600<\/code>/],
    ['graphql/scalars.html', /<h2 id="bigint">BigInt/],
    ['repository/packages/sdk/examples/index.html', /<h2 id="follow-prices">Follow prices/],
    ['index.html', /href="repository\/packages\/sdk\/examples\/index.html">examples of the SDK</],
    ['repository/packages/sdk/API.html', /<h3 id="auditnode"><code>auditNode\(\)<\/code>/],
  ])('%s is a reference', (address, text) => {
    expect(site.get(address)).toMatch(text)
  })

  test('the search finds a page by its title before its mentions, and a type by its name', () => {
    const [, json = '[]'] = [...site].find(([address]) => /^assets\/search-\w+\.json$/.test(address)) ?? []
    const { find } = indexEntries(JSON.parse(json) as SearchEntry[])
    expect(find('reservations')[0]).toMatchObject({ address: expect.stringMatching(/^reservations\.html/) })
    expect(find('JobDeadlinesInput')[0]?.page).toBe('JobDeadlinesInput')
    expect(find('challenge window')[0]?.text.toLowerCase()).toContain('challenge window')
    expect(find('zzzyzx')).toEqual([])
  })
})

describe('a page', () => {
  const render = (markdown: string) =>
    renderMarkdown(markdown, {
      file: 'docs/decisions/api.md',
      address: 'decisions/api.html',
      addressAt: (path) => ({ 'docs/limits.md': 'limits.html', api: 'repository/api/index.html' })[path],
    })

  test('links to pages; files of the repository are named', () => {
    const { html } = render(
      '[a](../limits.md#rates) [b](../../api) [c](../../api/src/main.ts) [d](https://e.example) [f](../../schema.graphql)',
    )
    expect(html).toBe(
      '<p><a href="../limits.html#rates">a</a> <a href="../repository/api/index.html">b</a> <span class="file" title="api/src/main.ts of the repository">c</span> <a href="https://e.example">d</a> <a href="../graphql/index.html">f</a></p>\n',
    )
  })

  test('shows code as text', () => {
    expect(render('a <script>alert(1)</script> `<b>`').html).toBe(
      '<p>a &lt;script&gt;alert(1)&lt;/script&gt; <code>&lt;b&gt;</code></p>\n',
    )
    expect(render('```sh no-run "><b>\n<i>\n```').html).not.toMatch(/<[bi]>/)
  })

  test('shows a state diagram as the table of its transitions', () => {
    const { html } = render('```mermaid\nstateDiagram-v2\n  [*] --> PAID: by <hand>\n```')
    expect(html).toContain('<tr><td>start</td><td><code>PAID</code></td><td>by &lt;hand&gt;</td></tr>')
  })

  test('has its texts by heading', () => {
    expect(render('# A\n\none\n\n## B `c`\n\ntwo\nlines\n\n```sh\nthree\n```\n').sections).toEqual([
      { id: '', heading: '', text: 'one ' },
      { id: 'b-c', heading: 'B c', text: 'two lines three\n ' },
    ])
  })
})

test('AGENTS.md and files that are no pages are not on the site', () => {
  expect(readSources(root).filter(({ file }) => !file.endsWith('.md') || file.includes('AGENTS'))).toEqual([])
})
