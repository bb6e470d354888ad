// Writes API.md, and the examples of the docblocks as a program that the tests' workspace compiles. Part of
// `npm run generate`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeApi } from './describeApi.mjs'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

const HEAD = `# SDK reference

<!-- Generated from the docblocks of packages/sdk/src by \`npm run generate\`; do not edit. -->

The [README](README.md) has whole programs and the rules that all verbs keep. Examples are compiled; the names that an
example does not declare are those of [\`given.ts\`](../../tests/src/sdk-examples/given.ts). Rows and objects that the API
answers have amounts as decimal text; everything else has \`bigint\` in base units.`

const ABOUT = {
  '.': 'For Node and browsers.',
  './node': 'Files and folders. For Node.',
  './local': 'For local chains, chain id 31337.',
}

const { name, exports } = JSON.parse(readFileSync(at('../package.json'), 'utf8'))
const entries = Object.entries(exports)
  // Code that tests share is no part of the library.
  .filter(([path]) => path !== './testing')
  .map(([path, { types }]) => {
    if (!ABOUT[path]) throw new Error(`expected a line about the entry ${path} in packages/sdk/script/generate.mjs`)
    const file = at(`../${types.replace(/^\.\/dist\/(.*)\.d\.ts$/, 'src/$1.ts')}`)
    return { specifier: name + path.slice(1), file, about: ABOUT[path] }
  })
const { markdown, examples } = describeApi({
  tsconfig: at('../tsconfig.json'),
  entries,
  verbs: {
    Buyer: 'buyer',
    Provider: 'provider',
    Arbitrator: 'arbitrator',
    Staker: 'staker',
    Operator: 'operator',
    Analyst: 'analyst',
    MoneyVerbs: '',
  },
  head: HEAD,
})
writeFileSync(at('../API.md'), markdown)

const functions = examples.map(({ name: example, code }) => {
  const used = [...new Set(code.match(/\b[a-zA-Z_]\w*/g))]
  return { example, code, used }
})
const IMPORTS = {
  // No package of the workspace but the SDK: it is all that is published.
  ...Object.fromEntries(entries.map(({ specifier, file }) => [specifier, valuesOf(file)])),
  viem: ['keccak256', 'stringToBytes'],
  'viem/accounts': ['privateKeyToAccount'],
}
const imports = Object.entries(IMPORTS).flatMap(([specifier, names]) => {
  const used = names.filter((value) => functions.some((found) => found.used.includes(value)))
  return used.length > 0 ? [`import { ${used.sort().join(', ')} } from '${specifier}'`] : []
})
const given = [
  ...readFileSync(at('../../../tests/src/sdk-examples/given.ts'), 'utf8').matchAll(/^ {2}readonly (\w+)/gm),
]
const program = `// Generated from the docblocks of packages/sdk/src by \`npm run generate\`; do not edit.
${imports.join('\n')}
import type { Given } from '../given.js'
${functions
  .map(({ example, code, used }) => {
    const names = given.map(([, known]) => known).filter((known) => used.includes(known))
    // A block of its own, so that an example may declare a name that is given, too.
    return `
export async function example_${example}({ ${names.join(', ')} }: Given): Promise<void> {
  {
    ${code.replaceAll('\n', '\n    ')}
  }
}`
  })
  .join('\n')}
`
mkdirSync(at('../../../tests/src/sdk-examples/generated'), { recursive: true })
writeFileSync(at('../../../tests/src/sdk-examples/generated/docblocks.ts'), program)

/** Values that an entry exports by name. */
function valuesOf(file) {
  return [...readFileSync(file, 'utf8').matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) =>
    list
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '' && !item.startsWith('type ')),
  )
}
