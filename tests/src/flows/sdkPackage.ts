import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import type { Marketplace } from '../testkit/marketplace.js'
import { startProgram } from '../testkit/program.js'
import type { PublishedSdk } from '../testkit/publishedSdk.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A program that uses each entry, its types, and what a bundler leaves out. */
const CONSUMER = `
import { codeOf, connect, createAnalyst, createBuyer, ETH_ADDRESS, findPlatform, parseJobFile } from '@aiigo/sdk'
import type { Buyer, JobFile, JobState, Quote } from '@aiigo/sdk'
import { LOCAL_CHAIN_ID } from '@aiigo/sdk/local'
import { type LoadedJob, loadJobFile } from '@aiigo/sdk/node'

const apiUrl = process.argv[2] ?? ''
const { chainId } = await findPlatform({ apiUrl })
const isLocal: boolean = chainId === LOCAL_CHAIN_ID
const buyer: Buyer = createBuyer(await connect({ apiUrl }))
const loaded: LoadedJob | null = await loadJobFile('missing.yaml').catch((error: unknown) => {
  if (codeOf(error) !== 'JOB_FILE_UNREADABLE') throw error
  return null
})
const job: JobFile = parseJobFile(process.argv[3] ?? '')
const quote: Quote = await buyer.quote(job, job.budget.token)
const cost: bigint | null = quote.lowestCost
const state: JobState = 'PAID'
const analyst = createAnalyst({ client: buyer.client })
const { tasks } = await analyst.query<{ tasks: { id: string }[] }, object>('{ tasks(first: 1) { id } }', {})
// @ts-expect-error an address is no number
const wrong: number = ETH_ADDRESS
// @ts-expect-error a job has no such state
const noState: JobState = 'GONE'
console.log(JSON.stringify({ isLocal, loaded, name: job.name, cost: String(cost), state, tasks: tasks.length }))
await buyer.close()
void [wrong, noState]
`

const JOB = `{ "version": 1, "name": "Published", "program": { "wasm": "a.wasm" }, "resources": { "type": "CPU" },
  "limits": { "seconds": 60 }, "budget": { "token": "ETH", "amount": "0.001" } }`

/** The package as a stranger gets it: its files, its types, and what it does in Node and in a bundle for browsers. */
export function describeSdkPackage(market: () => Marketplace, sdk: () => PublishedSdk): void {
  describe('the package', () => {
    it('has modules with types, pages and examples, and nothing else', () => {
      const { files } = sdk()
      const places = new Set(files.map((file) => file.replace(/^dist\/.*\.(js|d\.ts)$/, 'dist/*.$1')))
      const examples = [...places].filter((file) => /^examples\/\d\d-[a-z-]+\.(ts|html)$/.test(file))
      expect(examples.length).toBeGreaterThanOrEqual(20)
      expect([...places].filter((file) => !examples.includes(file)).sort()).toEqual([
        ...['API.md', 'CHANGELOG.md', 'README.md', 'dist/*.d.ts', 'dist/*.js', 'package.json'],
      ])
      expect(files.filter((file) => /\.test\.|testing/.test(file))).toEqual([])
    })

    it('names no package of the workspace and no folder of the machine that made it', async () => {
      const { files, installed } = sdk()
      const found: string[] = []
      for (const file of files) {
        const text = await readFile(join(installed, file), 'utf8')
        if (/\.(js|ts|json)$/.test(file)) found.push(...(text.match(/['"]@aiigo\/(?!sdk\b)[^'"]+['"]/g) ?? []))
        if (/workspace:|file:\.|sourceMappingURL/.test(text)) found.push(file)
        if (text.includes(root)) found.push(`${file}: ${root}`)
      }
      expect(found).toEqual([])
      const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
      const allowed = ['name', 'version', 'description', 'license', 'type', 'sideEffects', 'engines', 'exports']
      expect(Object.keys(manifest)).toEqual([...allowed, 'files', 'dependencies', 'peerDependencies'])
      expect(Object.keys(manifest.exports)).toEqual(['.', './node', './local', './package.json'])
      expect(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(isOurs)).toEqual([])
    })

    it('has no link to a page that is not in it', async () => {
      const { files, installed } = sdk()
      for (const page of ['README.md', 'API.md', 'CHANGELOG.md']) {
        const text = await readFile(join(installed, page), 'utf8')
        const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target = '']) => target)
        expect([page, targets.filter((target) => !/^https?:/.test(target) && !files.includes(target))]).toEqual([
          page,
          [],
        ])
      }
    })

    it.each([
      ['nodenext', '5.9'],
      ['bundler', '5.9'],
      ['nodenext', '7'],
      ['bundler', '7'],
    ])('has types for moduleResolution %s and TypeScript %s', async (resolution, version) => {
      const { project } = sdk()
      await writeFile(join(project, 'consumer.ts'), CONSUMER)
      const compiler = join(version === '7' ? root : project, 'node_modules/typescript/bin/tsc')
      const module = resolution === 'bundler' ? 'esnext' : resolution
      const options = [
        '--noEmit',
        '--strict',
        '--target',
        'es2024',
        '--module',
        module,
        '--moduleResolution',
        resolution,
      ]
      const types = ['--types', 'node', '--lib', 'es2024,dom,dom.iterable', '--exactOptionalPropertyTypes']
      await run(process.execPath, [compiler, ...options, ...types, 'consumer.ts'], { cwd: project }).catch(
        (error: { stdout?: string }) => {
          throw new Error(error.stdout)
        },
      )
    })

    it('runs in Node against a platform', async () => {
      const { project } = sdk()
      await writeFile(join(project, 'consumer.ts'), CONSUMER)
      const program = startProgram(['consumer.ts', market().stack.urls.api, JOB], { cwd: project, env: {} })
      const { code, out, err } = await program.ended
      expect([code, err]).toEqual([0, ''])
      expect(JSON.parse(out)).toMatchObject({ isLocal: true, loaded: null, name: 'Published', state: 'PAID' })
      expect(BigInt((JSON.parse(out) as { cost: string }).cost)).toBeGreaterThan(0n)
    })

    it('becomes a bundle for browsers, and a program that uses little of it a small one', async () => {
      const bytesOf = async (contents: string): Promise<number> => {
        const { outputFiles, warnings } = await build({
          ...{ stdin: { contents, resolveDir: sdk().project }, bundle: true, write: false, minify: true },
          ...{ platform: 'browser', format: 'esm', target: 'es2023', logLevel: 'silent' },
        })
        expect(warnings).toEqual([])
        return outputFiles[0]?.contents.length ?? 0
      }
      const all = await bytesOf("export * from '@aiigo/sdk'")
      expect(await bytesOf("export { codeOf } from '@aiigo/sdk'")).toBeLessThan(all / 20)
      await expect(bytesOf("export * from '@aiigo/sdk/node'")).rejects.toThrow('node:fs/promises')
    })
  })
}

const isOurs = (name: string): boolean => name.startsWith('@aiigo/')
