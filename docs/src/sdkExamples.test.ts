import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { codeBlocks } from './codeBlocks.js'
import { EXAMPLES, readSdkExamples, sdkExamples } from './sdkExamples.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

test('the page shows every line of each example', () => {
  const [page] = sdkExamples(root)
  const blocks = codeBlocks(page?.markdown ?? '').map(({ code }) => code)
  const examples = readSdkExamples(root)
  expect(examples.length).toBeGreaterThanOrEqual(20)
  for (const { file, code, html } of examples) {
    expect([file, blocks.includes(code), html === undefined || blocks.includes(html)]).toEqual([file, true, true])
    expect(read(`${EXAMPLES.folder}/${file}`).endsWith(code)).toBe(true)
    expect(code).toMatch(/^import /)
  }
})

test('the README of the SDK lists the examples by their titles', () => {
  const rows = [...read('packages/sdk/README.md').matchAll(/^\| \[`([^`]+)`\]\(examples\/([^)]+)\) \| (.+) \|$/gm)]
  expect(rows.map(([, name, file, title]) => [name, file, title])).toEqual(
    readSdkExamples(root).map(({ file, title }) => [file.replace(/\.ts$/, ''), file, title]),
  )
})

test('examples are short, and import public entries and viem only', () => {
  for (const { file, code } of readSdkExamples(root)) {
    const modules = [...code.matchAll(/from '([^']+)'/g)].map(([, module = '']) => module)
    expect([
      file,
      modules.filter((module) => !/^(@aiigo\/sdk(\/node|\/local)?|viem(\/accounts)?|node:\w+(\/\w+)?)$/.test(module)),
    ]).toEqual([file, []])
    expect([file, code.split('\n').length <= 60]).toEqual([file, true])
  }
})
