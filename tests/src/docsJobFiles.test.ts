import { fileURLToPath } from 'node:url'
import { codeBlocks, readSources } from '@aiigo/docs'
import { parseJobFile } from '@aiigo/domain'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The least that a job file has; a page may show one part alone. */
const REST = {
  ...{ version: 1, name: 'A part', program: { wasm: 'a.wasm' }, resources: { type: 'CPU' } },
  budget: { token: 'ETH', amount: '0.001' },
}

const blocks = readSources(root).flatMap(({ file, markdown }) =>
  codeBlocks(markdown)
    .filter(({ language }) => language === 'yaml')
    .map(({ code, line }): [string, string] => [`${file}:${line}`, code]),
)

test.each(blocks)('%s is a job file or a part of one', (_at, code) => {
  const part = parse(code) as Record<string, unknown> | null
  const job = parseJobFile(JSON.stringify(part && 'version' in part ? part : { ...REST, ...part }))
  for (const field of Object.keys(part ?? {})) expect(Object.keys(job)).toContain(field)
})
