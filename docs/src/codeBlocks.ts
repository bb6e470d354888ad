/** A fenced block of a page. The words behind its language are marks: ```` ```sh no-run needs Docker ````. */
export interface CodeBlock {
  language: string
  /** Line of the page on which its code begins, from 1. */
  line: number
  code: string
  /** Of GraphQL: the schema that it is for. */
  schema: 'api' | 'subgraph'
  /** Why no test runs it; undefined when one does. */
  noRun: string | undefined
}

/**
 * The fenced blocks of a page.
 * @throws Error for `no-run` without a reason
 */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = []
  let open: CodeBlock | undefined
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = line.match(/^ *```(.*)$/)
    if (!fence) {
      if (open) open.code += `${line}\n`
      continue
    }
    if (open) {
      blocks.push(open)
      open = undefined
      continue
    }
    const [language = '', ...marks] = (fence[1] ?? '').trim().split(/\s+/)
    const at = marks.indexOf('no-run')
    if (at >= 0 && at === marks.length - 1) throw new Error(`line ${index + 1}: expected a reason after no-run`)
    open = {
      language,
      line: index + 2,
      code: '',
      schema: marks[0] === 'subgraph' ? 'subgraph' : 'api',
      noRun: at < 0 ? undefined : marks.slice(at + 1).join(' '),
    }
  }
  return blocks
}

/** Operations that a block of shell commands asks the API: `ask '{ … }'`. */
export const askedBy = ({ code }: CodeBlock): string[] =>
  [...code.matchAll(/^ask '([^']+)'/gm)].map(([, operation = '']) => operation)
