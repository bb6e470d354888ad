import { EXAMPLES } from './sdkExamples.js'
import { addressOf, INDEX, pathOf } from './sources.js'

export interface SidebarSection {
  title: string
  items: { text: string; address: string }[]
}

/** The address of the GraphQL reference, which the index links to as the schema's file. */
export const SCHEMA = { file: 'schema.graphql', address: 'graphql/index.html' }

/**
 * The sidebar: a section for each heading of the index, with the links in the first column of its table.
 * @param markdown the index, `docs/README.md`
 */
export function readSidebar(markdown: string): SidebarSection[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      title: part.slice(0, part.indexOf('\n')),
      items: [...part.matchAll(/^\|([^|]+)\|/gm)]
        .flatMap(([, cell = '']) => [...cell.matchAll(/\[([^\]]+)\]\(([^)#]+)\)/g)])
        .map(([, text = '', target = '']) => {
          const file = pathOf(target, INDEX)
          if (file === SCHEMA.file) return { text, address: SCHEMA.address }
          return { text, address: addressOf(file === EXAMPLES.folder ? EXAMPLES.file : file) }
        }),
    }))
    .filter(({ items }) => items.length > 0)
}
