import { escapeHtml } from './escapeHtml.js'

/**
 * The transitions of a state diagram in Mermaid as the rows of a table, which needs no script and is read aloud as it
 * stands. @returns undefined for another kind of diagram
 */
export function stateTable(diagram: string): string | undefined {
  if (!diagram.startsWith('stateDiagram')) return undefined
  const rows = diagram
    .split('\n')
    .map((line) => line.match(/^\s*(\S+) --> (\S+?)(?:: (.*))?$/))
    .filter((match) => match !== null)
    .map(([, from = '', to = '', by = '']) => {
      const name = (state: string, end: string): string => (state === '[*]' ? end : `<code>${escapeHtml(state)}</code>`)
      return `<tr><td>${name(from, 'start')}</td><td>${name(to, 'end')}</td><td>${escapeHtml(by)}</td></tr>`
    })
  return `<thead><tr><th>from</th><th>to</th><th>by</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody>`
}
