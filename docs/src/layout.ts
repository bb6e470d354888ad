import { escapeHtml } from './escapeHtml.js'
import type { SidebarSection } from './readSidebar.js'
import { type Heading, type Rendered, relative } from './renderMarkdown.js'

/** Addresses of the files that every page loads. */
export interface Assets {
  style: string
  /** Runs before the page is drawn: the reader's theme. */
  theme: string
  script: string
  search: string
}

export interface LayoutOptions {
  page: Rendered
  /** Below `/docs/`. */
  address: string
  /** The file that the page is written in; undefined for generated ones. */
  file: string | undefined
  sidebar: SidebarSection[]
  assets: Assets
  /** Where the page may be asked for at any address: links begin with this instead of being relative. */
  base?: string | undefined
}

/**
 * A whole page. Nothing in it is inline and nothing comes from elsewhere, so the strictest policy holds. Ids that begin
 * with `ui-` are the frame's; all others are headings'.
 */
export function layout({ page, address, file, sidebar, assets, base }: LayoutOptions): string {
  const to = (target: string): string => escapeHtml(base ? `${base}${target}` : relative(address, target))
  const order = sidebar.flatMap(({ items }) => items)
  const place = order.findIndex((item) => item.address === address)
  const neighbour = (offset: number, rel: string, text: string): string => {
    const item = place < 0 ? undefined : order[place + offset]
    if (!item) return ''
    return `<a rel="${rel}" href="${to(item.address)}"><small>${text}</small>${escapeHtml(item.text)}</a>`
  }
  const title = page.title === 'Docs' ? 'AIIGO docs' : `${page.title} · AIIGO docs`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title>
<link rel="icon" href="${to('icon.svg')}" type="image/svg+xml"><link rel="stylesheet" href="${to(assets.style)}">
<script src="${to(assets.theme)}"></script>
<script src="${to(assets.script)}" type="module" data-search="${to(assets.search)}" data-root="${to('index.html')}"></script></head>
<body><a class="skip" href="#ui-content">Skip to the content</a>
<header><button type="button" class="menu" popovertarget="ui-sidebar" aria-label="Pages">☰</button>
<a class="brand" href="${to('index.html')}"><img src="${to('icon.svg')}" alt="" width="24" height="24">AIIGO docs</a>
<div class="tools"><button type="button" id="ui-search" class="search" hidden>Search <kbd>/</kbd></button>
<a href="/">Portal</a><button type="button" id="ui-theme" hidden></button></div></header>
<nav id="ui-sidebar" class="sidebar" popover aria-label="Pages">${sidebar.map((section) => sidebarSection(section, address, to)).join('\n')}</nav>
<div class="columns"><main id="ui-content" tabindex="-1"><article>
${page.html}</article>
${place < 0 ? '' : `<nav class="neighbours" aria-label="Previous and next page">${neighbour(-1, 'prev', 'Before')}${neighbour(1, 'next', 'Next')}</nav>`}
${file ? `<footer>Written in <code>${escapeHtml(file)}</code>.</footer>` : ''}</main>
${outline(page.headings)}</div>
<dialog id="ui-results" aria-label="Search the docs"><form method="dialog"><label for="ui-words">Search the docs</label>
<input id="ui-words" type="search" autocomplete="off" spellcheck="false"><button>Close</button></form>
<p id="ui-count" class="count" role="status"></p><ol id="ui-found" class="found"></ol></dialog></body></html>
`
}

function sidebarSection({ title, items }: SidebarSection, address: string, to: (target: string) => string): string {
  const links = items.map((item) => {
    const current = item.address === address ? ' aria-current="page"' : ''
    return `<li><a href="${to(item.address)}"${current}>${escapeHtml(item.text)}</a></li>`
  })
  return `<h2>${escapeHtml(title)}</h2><ul>${links.join('')}</ul>`
}

/** The headings of a page that has more than one, two levels deep. */
function outline(headings: Heading[]): string {
  const shown = headings.filter(({ level }) => level === 2 || level === 3)
  if (shown.length < 2) return ''
  const items = shown.map(
    ({ level, id, text }) => `<li class="level-${level}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
  )
  return `<nav class="outline" aria-label="On this page"><h2>On this page</h2><ul>${items.join('')}</ul></nav>`
}
