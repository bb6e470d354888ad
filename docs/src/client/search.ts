import MiniSearch from 'minisearch'
import type { SearchEntry } from '../buildSite.js'

export interface Found {
  /** Below `/docs/`. */
  address: string
  page: string
  heading: string
  /** The text around the first word that was found. */
  text: string
}

export interface Search {
  find: (words: string) => Found[]
}

/** Characters of an excerpt, and of them those before the word. */
const EXCERPT = 160
const BEFORE = 40

/**
 * A search over all pages.
 * @param url the texts, an array of `SearchEntry`
 * @throws Error when they cannot be loaded
 */
export async function createSearch(url: string): Promise<Search> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`expected the index of the search, got ${response.status}`)
  return indexEntries((await response.json()) as SearchEntry[])
}

export function indexEntries(entries: SearchEntry[]): Search {
  const index = new MiniSearch({
    fields: ['p', 'h', 't'],
    searchOptions: {
      boost: { p: 6, h: 3 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: 'AND',
      boostDocument: (id) => weightOf(entries[Number(id)]),
    },
  })
  index.addAll(entries.map((entry, id) => ({ id, ...entry })))
  return {
    find: (words) =>
      index.search(words).map(({ id, terms }) => {
        const { a = '', p = '', h = '', t = '' } = entries[Number(id)] ?? {}
        return { address: a, page: p, heading: h, text: excerpt(t, terms) }
      }),
  }
}

/** Pages that explain come before reasons and before the reference of types. */
function weightOf(entry: SearchEntry | undefined): number {
  if (/^graphql\/types\/.*_(filter|orderBy)\.html/.test(entry?.a ?? '')) return 0.1
  return /^(graphql\/types|decisions|repository\/CHANGELOG)/.test(entry?.a ?? '') ? 0.4 : 1
}

function excerpt(text: string, terms: string[]): string {
  const lower = text.toLowerCase()
  const places = terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0)
  const start = places.length > 0 ? Math.min(...places) - BEFORE : 0
  // From the next word on.
  const from = start > 0 ? text.indexOf(' ', start) + 1 : 0
  return `${from > 0 ? '… ' : ''}${text.slice(from, from + EXCERPT)}${text.length > from + EXCERPT ? ' …' : ''}`
}
