import { fileURLToPath } from 'node:url'
import { codeBlocks, readSources } from '@aiigo/docs'
import { parseSubmission } from '@aiigo/domain'
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

test.each(blocks)('%s is a job file, a file of several jobs, or a part of one', (_at, code) => {
  const part = parse(code) as Record<string, unknown> | null
  const submission = parseSubmission(JSON.stringify(part && 'version' in part ? part : { ...REST, ...part }))
  if (submission.kind === 'group') expect(submission.group.jobs.length).toBeGreaterThan(1)
  else for (const field of Object.keys(part ?? {})) expect(Object.keys(submission.file)).toContain(field)
})
