// tier: parts
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

interface Described {
  markdown: string
  examples: { name: string; code: string }[]
}
// The program behind API.md, which `npm run generate` runs; CI refuses a diff.
const script = new URL('../script/describeApi.mjs', import.meta.url).href
const { describeApi } = (await import(script)) as { describeApi: (options: object) => Described }

const HONEST = `
/** A cat. */
export interface Cat {
  /**
   * Feeds it.
   * @param grams Of food.
   * @returns what is left
   * @throws Error \`FULL\`
   * @example cat.feed(50) // 10
   */
  feed(grams: number): number
}
/** Its age. */
export interface Age {
  /** Years. */
  readonly years: number
}
/**
 * Finds a cat.
 * @example await findCat('Tom')
 */
export async function findCat(name: string): Promise<Cat> {
  throw new Error(name)
}
/** The longest name, letters. */
export const LONGEST = 12
function hidden(): void {}
hidden()
`

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'aiigo-describe-')))
  await writeFile(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true }, "files": ["index.ts"] }')
  await writeFile(join(folder, 'index.ts'), "export * from './cat.js'\n")
})
afterEach(() => rm(folder, { recursive: true }))

async function describeSource(source: string): Promise<Described> {
  await writeFile(join(folder, 'cat.ts'), source)
  return describeApi({
    tsconfig: join(folder, 'tsconfig.json'),
    entries: [{ specifier: '@cats/sdk', file: join(folder, 'index.ts'), about: 'All about cats.' }],
    verbs: { Cat: 'cat' },
    head: '# Reference',
  })
}

describe('the reference of a public surface', () => {
  test('has every export with its docblock, and each verb with its example', async () => {
    const { markdown, examples } = await describeSource(HONEST)
    expect(markdown).toContain('## `@cats/sdk`\n\nAll about cats.')
    expect(markdown).toContain(
      [
        ...['#### `cat.feed`', '', 'Feeds it.', '', '```ts', 'feed(grams: number): number', '```', ''],
        ...['- `grams`: Of food.', '- Returns what is left', '- Throws Error `FULL`', ''],
        ...['Example:', '', '```ts', 'cat.feed(50) // 10', '```'],
      ].join('\n'),
    )
    expect(markdown).toContain('```ts\nasync function findCat(name: string): Promise<Cat>\n```')
    expect(markdown).toContain('```ts\ninterface Age {\n  /** Years. */\n  readonly years: number\n}\n```')
    expect(markdown).toContain('```ts\nconst LONGEST = 12\n```')
    expect(markdown).not.toContain('hidden')
    expect(examples).toEqual([
      { name: 'findCat', code: "await findCat('Tom')" },
      { name: 'Cat_feed', code: 'cat.feed(50) // 10' },
    ])
  })

  test.each<[string, string, string]>([
    ['a new export', 'function hidden', '/**\n * Hides.\n * @example hidden()\n */\nexport function hidden'],
    ['a removed export', 'export const LONGEST', 'const LONGEST'],
    ['a new parameter', 'findCat(name: string)', 'findCat(name: string, breed: string)'],
    ['another parameter of a verb', 'feed(grams: number)', 'feed(grams: bigint)'],
    ['a member that may be missing', 'readonly years:', 'readonly years?:'],
    ['another docblock', 'Finds a cat.', 'Finds one cat.'],
  ])('changes with %s', async (_, before, after) => {
    const changed = HONEST.replace(before, after)
    expect(changed).not.toBe(HONEST)
    expect((await describeSource(changed)).markdown).not.toBe((await describeSource(HONEST)).markdown)
  })

  test.each<[string, string, string, RegExp]>([
    ['an export without a docblock', '/** Its age. */', '', /^Age has no docblock$/],
    ['a verb without an example', '   * @example cat.feed(50) // 10\n', '', /^Cat.feed has no @example$/],
    ['a function without an example', " * @example await findCat('Tom')\n", '', /^findCat has no @example$/],
  ])('refuses %s', async (_, before, after, message) => {
    await expect(describeSource(HONEST.replace(before, after))).rejects.toThrow(message)
  })
})
