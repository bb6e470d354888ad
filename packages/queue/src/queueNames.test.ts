import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { queues } from './catalogue/queues.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const NAMES = Object.values(queues).map(({ name }) => name)

/** The one file that names queues. */
const CATALOGUE = 'packages/queue/src/catalogue/queues.ts'
const SOURCES = [
  'packages/*/{src,sql,script}/**/*.{ts,sql,mjs}',
  '{api,worker,agent,bench,demo,tests,blob-gateway}/{src,testing,script}/**/*.{ts,sql,mjs}',
  'bin/*.mjs',
]

/** Lines with a string literal that is a queue's name: in quotes of TypeScript, or of SQL inside a template. */
function namedQueues(source: string): string[] {
  const code = source
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .replaceAll(/(?<![:'"`\w])\/\/.*$/gm, '')
    .replaceAll(/^\s*--.*$/gm, '')
    // Names of fields.
    .replaceAll(/(?<=[\w)\]])\[(['"])[\w-]+\1\]/g, '[]')
    // Titles of tests.
    .replaceAll(/\b(describe|it|test)(\.\w+)?\((['"`]).*?\3/g, '$1(')
  const literal = new RegExp(`(['"\`])(${NAMES.join('|')})\\1`)
  return code.split('\n').flatMap((line, i) => (literal.test(line) ? [`${i + 1}: ${line.trim()}`] : []))
}

describe('the finder of queue names', () => {
  const [name = ''] = NAMES

  it.each([
    ['a literal', `enqueue('${name}')`],
    ['a template', `enqueue(\`${name}\`)`],
    ['a type', `type Queue = 'other' | '${name}'`],
    ['SQL', `em.execute(\`insert into outbox (queue) values ('${name}')\`)`],
    ['code behind an address', `const at = 'http://host'; enqueue('${name}')`],
  ])('finds %s', (_, source) => {
    expect(namedQueues(`const a = 1\n${source}`)).toEqual([`2: ${source}`])
  })

  it.each([
    ['a comment', `// sends to '${name}'\n/** or '${name}' */\n-- or '${name}'`],
    ['a longer text', `log.info('${name} ran')`],
    ['a field', `type Found = Answer['${name}']`],
    ['the title of a test', `describe('${name}', run)`],
  ])('passes over %s', (_, source) => {
    expect(namedQueues(source)).toEqual([])
  })
})

it('finds no queue named outside the catalogue', () => {
  const files = globSync(SOURCES, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', '**/generated/**'] })
  expect(files).toContain(CATALOGUE)
  const found = files
    .filter((file) => file !== CATALOGUE)
    .flatMap((file) => namedQueues(readFileSync(`${root}/${file}`, 'utf8')).map((line) => `${file}:${line}`))
  expect(found).toEqual([])
  expect(namedQueues(readFileSync(`${root}/${CATALOGUE}`, 'utf8'))).toHaveLength(NAMES.length)
})
