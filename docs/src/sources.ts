import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

/** A page as it is written. */
export interface Source {
  /** Path from the repository's root, with slashes: `docs/matching.md`. */
  file: string
  markdown: string
}

/** The first page, whose tables are the sidebar. */
export const INDEX = 'docs/README.md'

const LINK = /\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm

/** Targets of the links of a page, outside of fenced code. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^ *```[\s\S]*?^ *```/gm, '')
  return [...prose.matchAll(LINK)].map(([, inline, reference]) => inline ?? reference ?? '')
}

/** Whether a link leaves the repository. */
export const isForeign = (target: string): boolean => /^[a-z][a-z+.-]*:/i.test(target)

/**
 * The path that a link names, from the repository's root.
 * @param from the file that has the link
 * @returns '' for the root itself
 */
export function pathOf(target: string, from: string): string {
  const path = decodeURI(target.replace(/#.*$/, ''))
  if (path === '') return from
  return posix.join(posix.dirname(from), path).replace(/\/$/, '').replace(/^\.$/, '')
}

/**
 * Every page of the site: those that links lead to from the index, in the order in which they are met. A link to a
 * folder leads to its README. Pages for coding agents are none of them.
 * @param root the repository's folder
 */
export function readSources(root: string): Source[] {
  const sources = new Map<string, Source>()
  const waiting = [INDEX]
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (sources.has(file)) continue
    const markdown = readFileSync(join(root, file), 'utf8')
    sources.set(file, { file, markdown })
    for (const target of linksOf(markdown)) {
      if (isForeign(target)) continue
      const page = pageAt(root, pathOf(target, file))
      if (page) waiting.push(page)
    }
  }
  return [...sources.values()]
}

/** The Markdown page at a path: the file itself, or the README of a folder. */
function pageAt(root: string, path: string): string | undefined {
  const full = join(root, path)
  if (!existsSync(full)) return undefined
  if (statSync(full).isDirectory()) return pageAt(root, posix.join(path, 'README.md'))
  return path.endsWith('.md') && posix.basename(path) !== 'AGENTS.md' ? path : undefined
}

/**
 * The address of a page below `/docs/`: pages of `docs/` have their own names, those of other folders are below
 * `repository/`.
 */
export function addressOf(file: string): string {
  const place = file.startsWith('docs/') ? file.slice('docs/'.length) : `repository/${file}`
  return place.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html')
}
