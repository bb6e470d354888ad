import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

// The files are compiled with this workspace, so the README shows code that compiles.
test.each(['buyer', 'provider', 'arbitrator', 'wallet', 'analyst'])(
  'the README of the SDK shows the compiled example of: %s',
  async (name) => {
    const readme = await readFile(at('packages/sdk/README.md'), 'utf8')
    const example = await readFile(at(`tests/src/sdk-examples/${name}.ts`), 'utf8')
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\`\n`)
  },
)
