import { globSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Source } from './sources.js'

/** The folder of the examples, which pages link to; its page is made of the programs. */
export const EXAMPLES = { folder: 'packages/sdk/examples', file: 'packages/sdk/examples/README.md' }

/** A program with what its first docblock says about it. */
export interface SdkExample {
  /** Without its folder: `04-submit-and-wait.ts`. */
  file: string
  /** The first line of its docblock. */
  title: string
  /** Markdown of the rest of the docblock. */
  text: string
  /** The program below its docblock, as the tests run it. */
  code: string
  /** A page of HTML that goes with it. */
  html: string | undefined
}

/**
 * The examples of the SDK, in their order.
 * @param root the repository's folder
 * @throws Error for a file that does not begin with a docblock
 */
export function readSdkExamples(root: string): SdkExample[] {
  const folder = join(root, EXAMPLES.folder)
  const pages = globSync('*.html', { cwd: folder })
  return globSync('*.ts', { cwd: folder })
    .sort()
    .map((file) => {
      const source = readFileSync(join(folder, file), 'utf8')
      const [docblock = '', body = ''] = source.match(/^\/\*\*\n([\s\S]*?) \*\/\n/) ?? []
      const [title = '', ...rest] = body.split('\n').map((line) => line.replace(/^ \* ?/, ''))
      if (title === '') throw new Error(`expected ${EXAMPLES.folder}/${file} to begin with a docblock and its title`)
      const page = pages.find((name) => name === `${basename(file, extname(file))}.html`)
      return {
        ...{ file, title, text: rest.join('\n').trim(), code: source.slice(docblock.length) },
        html: page && readFileSync(join(folder, page), 'utf8'),
      }
    })
}

/** The page that shows each example as it is. */
export function sdkExamples(root: string): Source[] {
  const sections = readSdkExamples(root).map(({ file, title, text, code, html }) =>
    [
      `## ${title}`,
      text,
      `\`${EXAMPLES.folder}/${file}\`:`,
      `\`\`\`ts\n${code}\`\`\``,
      ...(html ? [`\`\`\`html\n${html}\`\`\``] : []),
    ].join('\n\n'),
  )
  return [{ file: EXAMPLES.file, markdown: `${[HEAD, ...sections].join('\n\n')}\n` }]
}

const HEAD = `# SDK examples

Whole programs that import [\`@aiigo/sdk\`](../README.md) and viem only. A test packs the SDK, installs it in an empty
project, and runs each of them there beside a whole system. Settings come from the environment: \`AIIGO_API_URL\` is the
GraphQL address of the platform, \`AIIGO_PRIVATE_KEY\` the key of a wallet. Node 22.18 or newer runs the files as they
are: \`node 01-who-am-i.ts\`.`
