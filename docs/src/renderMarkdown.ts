import { posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import graphql from 'highlight.js/lib/languages/graphql'
import json from 'highlight.js/lib/languages/json'
import markdownLanguage from 'highlight.js/lib/languages/markdown'
import typescript from 'highlight.js/lib/languages/typescript'
import yaml from 'highlight.js/lib/languages/yaml'
import MarkdownIt from 'markdown-it'
import { escapeHtml } from './escapeHtml.js'
import { SCHEMA } from './readSidebar.js'
import { addressOf, isForeign, pathOf } from './sources.js'
import { stateTable } from './stateTable.js'

for (const [name, language] of Object.entries({ bash, graphql, json, markdown: markdownLanguage, typescript, yaml }))
  hljs.registerLanguage(name, language)
hljs.registerAliases(['sh'], { languageName: 'bash' })
hljs.registerAliases(['ts'], { languageName: 'typescript' })

export interface Heading {
  level: number
  /** As GitHub makes it, so that links hold in both places. */
  id: string
  text: string
}

/** The text below one heading, for the search. */
export interface Section {
  /** Empty for the text before the first heading. */
  id: string
  heading: string
  text: string
}

export interface Rendered {
  title: string
  html: string
  headings: Heading[]
  sections: Section[]
}

export interface RenderOptions {
  /** The file that the text comes from, from the repository's root: its links are relative to it. */
  file: string
  /** Where the page will be, below `/docs/`. */
  address: string
  /** The address of the page at a path of the repository; undefined where there is none. */
  addressAt: (path: string) => string | undefined
}

interface Environment extends RenderOptions {
  slugger: GithubSlugger
  headings: Heading[]
}

/** @returns a link from one address below `/docs/` to another */
export const relative = (from: string, to: string): string => posix.relative(posix.dirname(from), to) || to

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
const { rules } = markdown.renderer

/** A table that is wider than the page scrolls in a frame of its own, by keys as well. */
const TABLE = ['<div class="table" tabindex="0" role="group" aria-label="Table"><table>', '</table></div>'] as const
rules.table_open = () => `${TABLE[0]}\n`
rules.table_close = () => `${TABLE[1]}\n`

// The alignment comes as a style, which the page's policy forbids. A heading without words is none.
for (const tag of ['th', 'td']) {
  rules[`${tag}_open`] = (tokens, index) => {
    const align = String(tokens[index]?.attrGet('style') ?? '').replace('text-align:', '')
    const shown = tag === 'th' && !tokens[index + 1]?.content ? 'td' : tag
    return `<${shown}${align ? ` class="align-${align}"` : ''}>`
  }
  rules[`${tag}_close`] = (tokens, index) => {
    const isEmpty = tag === 'th' && !tokens[index - 1]?.content
    return `</${isEmpty ? 'td' : tag}>\n`
  }
}

rules.heading_open = (tokens, index, _options, env) => {
  const environment = env as unknown as Environment
  const token = tokens[index]
  const inline = tokens[index + 1]
  const text = (inline?.children ?? []).map(({ content }) => content).join('')
  const level = Number(token?.tag.slice(1))
  const id = environment.slugger.slug(text)
  environment.headings.push({ level, id, text })
  return `<${token?.tag} id="${id}">`
}
rules.heading_close = (tokens, index, _options, env) => {
  const environment = env as unknown as Environment
  const { tag } = tokens[index] ?? {}
  const { id, text } = environment.headings.at(-1) ?? { id: '', text: '' }
  const anchor = tag === 'h1' ? '' : ` <a class="anchor" href="#${id}" aria-label="Link to ${escapeHtml(text)}">#</a>`
  return `${anchor}</${tag}>\n`
}

rules.fence = (tokens, index) => {
  const { content = '', info = '' } = tokens[index] ?? {}
  const [language = ''] = info.trim().split(/\s+/)
  if (language === 'mermaid') {
    const table = stateTable(content)
    if (table) return `${TABLE[0]}\n${table}${TABLE[1]}\n`
  }
  const known = hljs.getLanguage(language)
  const code = known ? hljs.highlight(content, { language }).value : escapeHtml(content)
  return `<pre tabindex="0"><code class="language-${escapeHtml(language || 'text')}">${code}</code></pre>\n`
}

rules.link_open = (tokens, index, options, env, self) => {
  const environment = env as unknown as Environment
  const token = tokens[index]
  const target = String(token?.attrGet('href') ?? '')
  const href = hrefOf(target, environment)
  if (href === undefined) {
    // A file of the repository, which the site does not have.
    const path = pathOf(target, environment.file)
    let depth = 0
    for (const later of tokens.slice(index)) {
      depth += later.nesting
      if (later.type !== 'link_close' || depth !== 0) continue
      later.meta = { isFile: true }
      break
    }
    return `<span class="file" title="${escapeHtml(path)} of the repository">`
  }
  token?.attrSet('href', href)
  return self.renderToken(tokens, index, options)
}
rules.link_close = (tokens, index) => (tokens[index]?.meta?.isFile ? '</span>' : '</a>')

rules.image = (tokens, index, _options, env) => {
  const environment = env as unknown as Environment
  const { content = '' } = tokens[index] ?? {}
  const path = pathOf(String(tokens[index]?.attrGet('src') ?? ''), environment.file)
  const source = relative(environment.address, addressOf(path))
  return `<img src="${escapeHtml(source)}" alt="${escapeHtml(content)}">`
}

/** @returns undefined for files that are no page */
function hrefOf(target: string, { file, address, addressAt }: RenderOptions): string | undefined {
  if (isForeign(target) || target.startsWith('#')) return target
  const path = pathOf(target, file)
  const to = path === SCHEMA.file ? SCHEMA.address : addressAt(path)
  if (to === undefined) return undefined
  const anchor = target.match(/#.*$/)?.[0] ?? ''
  return to === address ? anchor || relative(address, to) : `${relative(address, to)}${anchor}`
}

/** A page of Markdown as HTML, with its headings and the texts that the search looks in. */
export function renderMarkdown(text: string, options: RenderOptions): Rendered {
  const environment: Environment = { ...options, slugger: new GithubSlugger(), headings: [] }
  const tokens = markdown.parse(text.replace(/^<!--.*-->$/gm, ''), { ...environment })
  const html = markdown.renderer.render(tokens, markdown.options, environment as unknown as Record<string, unknown>)
  const { headings } = environment
  const sections: Section[] = [{ id: '', heading: '', text: '' }]
  let next = 0
  for (const [index, { type, tag, content, children }] of tokens.entries()) {
    if (type === 'heading_open') {
      const { id = '', text: heading = '' } = headings[next++] ?? {}
      if (tag !== 'h1') sections.push({ id, heading, text: '' })
    }
    const isHeading = tokens[index - 1]?.type === 'heading_open'
    const words =
      type === 'inline' && !isHeading
        ? (children ?? []).map((child) => (/break$/.test(child.type) ? ' ' : child.content)).join('')
        : type === 'fence'
          ? content
          : ''
    const section = sections.at(-1)
    if (section && words) section.text += `${words} `
  }
  return { title: headings.find(({ level }) => level === 1)?.text ?? options.file, html, headings, sections }
}
