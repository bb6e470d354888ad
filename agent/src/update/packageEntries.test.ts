import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const src = fileURLToPath(new URL('..', import.meta.url))
const entries = new URL('../../script/entries.mjs', import.meta.url).href

/** The files beside it that a source starts as a thread or a process, below `src` and without their endings. */
async function startedBy(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8')
  const found = text.matchAll(/new URL\([`']\.\/(?<name>[\w-]+)(?:\.js'|\$\{extname)[^)]*\)?[^)]*import\.meta\.url\)/g)
  return [...found].map(({ groups }) => join(relative(src, path), '..', groups?.name ?? ''))
}

test('the package has each file that the agent starts as a thread or a process', async () => {
  const { ENTRIES, ALONE } = (await import(entries)) as { ENTRIES: string[]; ALONE: string[] }
  const sources = (await readdir(src, { recursive: true })).filter((path) => /(?<!\.test)\.ts$/.test(path))
  const started = (await Promise.all(sources.map((path) => startedBy(join(src, path))))).flat()
  expect(started.toSorted()).toEqual([...ENTRIES.filter((name) => name !== 'terminal'), ...ALONE].toSorted())
})

test('the files that are copied beside a program import nothing but Node', async () => {
  const { ALONE } = (await import(entries)) as { ALONE: string[] }
  for (const name of ALONE) {
    const imports = (await readFile(join(src, `${name}.ts`), 'utf8')).matchAll(/^import\s(?!type\b)[^'"]*'([^']+)'/gm)
    expect([...imports].filter(([, from]) => !from?.startsWith('node:'))).toEqual([])
  }
})
