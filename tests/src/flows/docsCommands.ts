import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { askedBy, type CodeBlock, codeBlocks, readSources } from '@aiigo/docs'
import { describe, expect, it } from '@jest/globals'
import { hasTool } from '../testkit/hasTool.js'
import type { Marketplace } from '../testkit/marketplace.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)

const BLOCKS: [string, CodeBlock][] = readSources(root)
  .flatMap(({ file, markdown }) => codeBlocks(markdown).map((block) => ({ ...block, at: `${file}:${block.line}` })))
  .filter(({ language, noRun }) => language === 'sh' && noRun === undefined)
  .map((block) => [block.at, block])

/** Commands that ask a person before they spend money. */
const ASKING = /(\bnpx aiigo (?:submit|approve)\b[^#\n]*?)( *(?:#.*)?)$/gm
/** Stands for the id of the wallet's latest job. */
const LATEST = `"$(npx aiigo jobs --limit 1 --json | node -p 'JSON.parse(fs.readFileSync(0, "utf8")).jobs[0].jobId')"`

/** The commands of the docs, each block as it stands, beside the real system. */
export function describeDocsCommands(market: () => Marketplace): void {
  describe('the commands of the docs', () => {
    it.each(BLOCKS)(
      '%s run',
      async (at, block) => {
        if (block.needs && !hasTool(block.needs, at)) return
        const { stack } = market()
        const folder = await market().folder()
        const { stdout } = await run('sh', ['-ec', asHere(block.code, folder)], {
          cwd: root,
          env: {
            ...{ PATH: `${join(root, 'node_modules/.bin')}:/usr/local/bin:/usr/bin:/bin`, HOME: folder },
            ...{ AIIGO_API_URL: stack.urls.api, ETHEREUM_RPC_URL: stack.urls.ethereumRpc },
            AIIGO_DATA_DIR: join(folder, 'data'),
          },
        })
        const answers = stdout.split('\n').filter((line) => line.startsWith('{"data"') || line.startsWith('{"errors"'))
        expect(answers.filter((line) => line.includes('"errors"'))).toEqual([])
        expect(answers).toHaveLength(askedBy(block).length)
        for (const line of block.output?.trimEnd().split('\n') ?? []) expect(stdout.split('\n')).toContain(line)
        await rm(folder, { recursive: true, force: true })
      },
      120_000,
    )

    /** A block for this system: its ports, its data, a folder of the test for what the block makes. */
    function asHere(code: string, folder: string): string {
      const { urls, deploymentFile, dataDir } = market().stack
      return (
        code
          .replaceAll('http://127.0.0.1:4000/graphql', urls.api)
          .replaceAll('http://127.0.0.1:8545', urls.ethereumRpc)
          .replaceAll('http://127.0.0.1:4200', urls.blob)
          .replaceAll('.aiigo/deployment.json', deploymentFile)
          .replaceAll('.aiigo/agents/', `${dataDir}/agents/`)
          .replaceAll('my-job', join(folder, 'my-job'))
          .replaceAll('--out results', `--out ${join(folder, 'results')}`)
          .replaceAll(/npm run demo(?: -- )?/g, 'node demo/dist/main.js ')
          // The compiler is here already, in the same version.
          .replaceAll('npm install', `ln -s ${join(root, 'node_modules')} node_modules`)
          .replaceAll(ASKING, '$1 --yes$2')
          .replaceAll(/\bJOB\b/g, LATEST)
      )
    }
  })
}
