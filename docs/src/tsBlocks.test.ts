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

interface Around {
  /** Names by the package that has them. */
  imports?: Readonly<Record<string, string>>
  declares?: readonly string[]
}

/** Names that a page's block takes from the text around it. `API.md` has a test of its own. */
const AROUND: Readonly<Record<string, Around>> = {
  'contracts/README.md': { declares: ['const rpcUrl: string'] },
  'examples/file-server/README.md': {
    imports: { '@aiigo/sdk': 'type Buyer, createReader, type ReaderOptions', 'viem/accounts': 'privateKeyToAccount' },
    declares: [
      'const buyer: Buyer',
      'const jobId: string',
      "const place: ReaderOptions['place']",
      'const key: import("viem").Hex',
    ],
  },
  'packages/client/README.md': {
    imports: {
      '@aiigo/client':
        'createClient, type JobSpecInput, PlatformDocument, signIn, SubmitJobDocument, succeed, WatchJobStatusDocument',
      'viem/accounts': 'privateKeyToAccount',
    },
    declares: ['const key: import("viem").Hex', 'const spec: JobSpecInput'],
  },
  'packages/devstack/README.md': {
    imports: { '@aiigo/devstack': 'startStack' },
    declares: ['const dataDir: string'],
  },
  'packages/domain/README.md': {
    imports: { '@aiigo/domain': 'taskRequestCodec' },
    declares: ['const payload: { taskRequest: object }'],
  },
  // Whole programs.
  'packages/sdk/README.md': {},
  'packages/service/README.md': {
    imports: {
      '@aiigo/service': 'createHealth, createLogger, createMetrics, createProgress, createShutdown, runMain',
    },
    declares: [
      "const readConfig: () => { LOG_LEVEL: 'info'; PORT: number; HOST: string }",
      'const database: { ping(): Promise<void> }',
    ],
  },
}
const COMPILED_ELSEWHERE = ['packages/sdk/API.md']

const pages = readSources(root).map(({ file, markdown }) => ({
  file,
  blocks: codeBlocks(markdown).filter(({ language }) => language === 'ts'),
}))

function moduleOf({ imports = {}, declares = [] }: Around, code: string): string {
  const imported = Object.entries(imports).map(([from, names]) => ['import {', names, '} from', `'${from}'`].join(' '))
  return [...imported, ...declares.map((text) => `declare ${text}`), code, 'export {}', ''].join('\n')
}

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
      for (const { code } of blocks) expect(await faultsOf(moduleOf(AROUND[file] ?? {}, code))).toBe('')
    },
    60_000,
  )

  test('with a name that a package does not have is seen', async () => {
    expect(await faultsOf(moduleOf({ imports: { '@aiigo/domain': 'nothing' } }, 'nothing()'))).toContain("'nothing'")
  }, 60_000)
})
