// tier: parts
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { codeBlocks } from './codeBlocks.js'
import { readSources } from './sources.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Names that a page's block takes from the text around it. `API.md` has a test of its own. */
const AROUND: Readonly<Record<string, string>> = {
  'contracts/README.md': `declare const rpcUrl: string`,
  'packages/client/README.md': `
    import { createClient, type JobSpecInput, PlatformDocument, signIn, SubmitJobDocument, succeed, WatchJobStatusDocument } from '@aiigo/client'
    import { privateKeyToAccount } from 'viem/accounts'
    declare const key: \`0x\${string}\`
    declare const spec: JobSpecInput`,
  'packages/devstack/README.md': `
    import { startStack } from '@aiigo/devstack'
    declare const dataDir: string`,
  'packages/domain/README.md': `
    import { taskRequestCodec } from '@aiigo/domain'
    declare const payload: { taskRequest: object }`,
  // Whole programs.
  'packages/sdk/README.md': '',
  'packages/service/README.md': `
    import { createHealth, createLogger, createMetrics, createShutdown, runMain } from '@aiigo/service'
    declare const readConfig: () => { LOG_LEVEL: 'info'; PORT: number; HOST: string }
    declare const database: { ping(): Promise<void> }`,
}
const COMPILED_ELSEWHERE = ['packages/sdk/API.md']

const pages = readSources(root).map(({ file, markdown }) => ({
  file,
  blocks: codeBlocks(markdown).filter(({ language }) => language === 'ts'),
}))

/** Messages of the compiler about a module of this repository. */
async function faultsOf(module: string): Promise<string> {
  const folder = await mkdtemp(join(root, 'docs/dist/ts-block-'))
  try {
    await writeFile(join(folder, 'block.ts'), module)
    const config = { extends: '../../../tsconfig.base.json', compilerOptions: { composite: false, noEmit: true } }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, files: ['block.ts'] }))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    return await promisify(execFile)(process.execPath, [tsc, '-p', folder]).then(
      () => '',
      (error: { stdout?: string }) => error.stdout ?? String(error),
    )
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the TypeScript on the pages', () => {
  const withCode = pages.filter(({ file, blocks }) => blocks.length > 0 && !COMPILED_ELSEWHERE.includes(file))

  test('is of pages whose surroundings are known here', () => {
    expect(withCode.map(({ file }) => file).sort()).toEqual(Object.keys(AROUND).sort())
  })

  test.each(withCode)(
    '$file compiles',
    async ({ file, blocks }) => {
      for (const { code } of blocks) expect(await faultsOf(`${AROUND[file]}\n${code}\nexport {}\n`)).toBe('')
    },
    60_000,
  )

  test('with a name that a package does not have is seen', async () => {
    expect(await faultsOf(`import { nothing } from '@aiigo/domain'\nnothing()\n`)).toContain("'nothing'")
  }, 60_000)
})
