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
  /** A program that its test needs and that is not on every machine: ```` ```sh needs clang-19 ````. */
  needs: string | undefined
  /** Text that it prints: of the block behind it, ```` ```text output ````. */
  output: string | undefined
}

/**
 * The fenced blocks of a page. A block with the mark `output` is no block of its own.
 * @throws Error for `no-run` without a reason
 */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = []
  let isOutput = false
  let open: CodeBlock | undefined
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = line.match(/^ *```(.*)$/)
    if (!fence) {
      if (open) open.code += `${line}\n`
      continue
    }
    if (open) {
      const { code } = open
      const last = blocks.at(-1)
      if (!isOutput) blocks.push(open)
      else if (last) last.output = code
      open = undefined
      continue
    }
    const [language = '', ...marks] = (fence[1] ?? '').trim().split(/\s+/)
    const at = marks.indexOf('no-run')
    if (at >= 0 && at === marks.length - 1) throw new Error(`line ${index + 1}: expected a reason after no-run`)
    isOutput = marks[0] === 'output'
    open = {
      language,
      line: index + 2,
      code: '',
      schema: marks[0] === 'subgraph' ? 'subgraph' : 'api',
      noRun: at < 0 ? undefined : marks.slice(at + 1).join(' '),
      needs: marks[0] === 'needs' ? marks[1] : undefined,
      output: undefined,
    }
  }
  return blocks
}

/** Operations that a block of shell commands asks the API: `ask '{ … }'`. */
export const askedBy = ({ code }: CodeBlock): string[] =>
  [...code.matchAll(/^ask '([^']+)'/gm)].map(([, operation = '']) => operation)
