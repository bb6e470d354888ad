import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { buildSchema, parse, validate } from 'graphql'
import { askedBy, type CodeBlock, codeBlocks } from './codeBlocks.js'
import { missingNames } from './missingNames.js'
import { readSources } from './sources.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const schemaOf = (file: string) => buildSchema(readFileSync(join(root, file), 'utf8'), { assumeValidSDL: true })
const SCHEMAS = { api: schemaOf('schema.graphql'), subgraph: schemaOf('api/src/gateway/subgraph-api.graphql') }

const blocks = readSources(root).flatMap(({ file, markdown }) =>
  codeBlocks(markdown).map((block) => ({ ...block, at: `${file}:${block.line}` })),
)
const named = (language: string): [string, CodeBlock][] =>
  blocks.filter((block) => block.language === language).map((block) => [block.at, block])

/** Messages of a schema against an operation. */
function faultsOf(operation: string, schema: CodeBlock['schema']): string[] {
  return validate(SCHEMAS[schema], parse(operation)).map(({ message }) => message)
}

describe('the code on the pages', () => {
  test.each(named('graphql'))('%s is an operation of its schema', (_at, { code, schema }) => {
    expect(faultsOf(code, schema)).toEqual([])
  })

  test.each(named('sh').filter(([, block]) => askedBy(block).length > 0))(
    '%s asks operations of the schema',
    (_at, block) => {
      for (const operation of askedBy(block)) expect([operation, faultsOf(operation, 'api')]).toEqual([operation, []])
    },
  )

  test.each(named('sh'))('%s names programs and files that exist', (_at, { code }) => {
    expect(missingNames(code, root)).toEqual([])
  })

  test('an operation that the schema does not have is seen', () => {
    expect(faultsOf('{ nodes { nothing } }', 'api')).toEqual([expect.stringContaining('"nothing"')])
  })
})

test('blocks have a language, marks and a line', () => {
  const page = "text\n\n```graphql subgraph no-run too young\n{ a }\n```\n\n```sh\nask '{ b }'\n```\n"
  expect(codeBlocks(page)).toEqual([
    { language: 'graphql', line: 4, code: '{ a }\n', schema: 'subgraph', noRun: 'too young' },
    { language: 'sh', line: 8, code: "ask '{ b }'\n", schema: 'api', noRun: undefined },
  ])
  expect(codeBlocks('```sh needs clang-19\nrun\n```\n\n```text output\ndone\n```\n')).toEqual([
    expect.objectContaining({ line: 2, needs: 'clang-19', output: 'done\n' }),
  ])
  expect(codeBlocks(page).flatMap(askedBy)).toEqual(['{ b }'])
  expect(() => codeBlocks('```sh no-run\n```\n')).toThrow('line 1: expected a reason after no-run')
})

test.each([
  ['node agent/dist/nothing.js --x', ['agent/dist/nothing.js']],
  ['export A=1; node agent/dist/main.js', []],
  ['cp -r examples/nothing my-job', ['examples/nothing']],
  ['cp -r examples/kmeans my-job\nnpm run demo -- --job my-job/job.yaml', []],
  ['npm run demo -- --job examples/nothing.yaml', ['examples/nothing.yaml']],
  ['npx tsc -b', []],
  ['npx no-such-program', ['npx no-such-program']],
  ['npx aiigo no-such', ['npx aiigo no']],
])('%s', (code, missing) => {
  expect(missingNames(code, root)).toEqual(missing)
})
