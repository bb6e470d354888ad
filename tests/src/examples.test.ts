import { execFile } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { parseJobFile } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { verifyCollatz, verifyKmeans, verifyMandelbrot, verifyWordStatistics } from './independent/index.js'

jest.setTimeout(60_000)

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const run = promisify(execFile)
let root: string

beforeAll(async () => {
  await run(process.execPath, [join(examples, 'scripts/build.mjs')])
  root = await realpath(await mkdtemp(join(tmpdir(), 'examples-test-')))
}, 120_000)

afterAll(() => rm(root, { recursive: true, force: true }))

/**
 * Runs an example as its job file says, in a process of its own, and returns its first result and first input.
 * @param given folder for its files; a fresh one unless given
 */
async function runExample(name: string, given = ''): Promise<{ result: Buffer; input: Buffer; printed: string }> {
  const path = join(examples, name, 'job.yaml')
  const job = parseJobFile(await readFile(path, 'utf8'))
  const folder = given || (await mkdtemp(join(root, name)))
  const { stdout: printed } = await run(process.execPath, [join(examples, 'scripts/run.mjs'), path, folder])
  const [input] = job.inputs
  return {
    result: await readFile(join(folder, job.outputs[0] ?? '')),
    input: input ? await readFile(join(examples, name, input.path)) : Buffer.alloc(0),
    printed,
  }
}

/** The same JSON with one number increased. */
function tampered(result: Buffer, field: string): Buffer {
  const value = JSON.parse(result.toString()) as Record<string, number>
  return Buffer.from(JSON.stringify({ ...value, [field]: (value[field] ?? 0) + 1 }))
}

describe('the programs of four toolchains', () => {
  it('are what their recipe makes, where the toolchain is there', async () => {
    const { stdout } = await run('sh', [join(examples, 'toolchains/build.sh'), '--check'])
    expect(stdout).toMatch(/^assemblyscript: is what its recipe makes$/m)
    expect(stdout).not.toMatch(/differs/)
  })
})

describe('the examples, each compared with another program', () => {
  it('word statistics', async () => {
    const { result, input } = await runExample('word-statistics')
    verifyWordStatistics(result, input)
    expect(() => verifyWordStatistics(tampered(result, 'words'), input)).toThrow('expected words')
    expect(() => verifyWordStatistics(result, Buffer.concat([input, Buffer.from(' more')]))).toThrow('expected')
  })

  it('word statistics, against the tools of the system', async () => {
    const { result } = await runExample('word-statistics')
    const script = `LC_ALL=C tr 'A-Z' 'a-z' < text.txt | LC_ALL=C grep -aoE "[a-z]+('[a-z]+)*" | LC_ALL=C sort | uniq -c | LC_ALL=C sort -k1,1nr -k2,2 | head -20`
    const { stdout } = await run('sh', ['-c', script], { cwd: join(examples, 'word-statistics') })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(' '))
    const { top } = JSON.parse(result.toString()) as { top: { word: string; count: number }[] }
    expect(top.map(({ word, count }) => [String(count), word])).toEqual(lines)
  })

  it('starter', async () => {
    const { result, input } = await runExample('starter')
    const numbers = input.toString().trim().split('\n').map(Number)
    expect(JSON.parse(result.toString())).toEqual({
      count: numbers.length,
      sum: numbers.reduce((sum, number) => sum + number, 0),
      smallest: Math.min(...numbers),
      largest: Math.max(...numbers),
    })
  })

  it('mandelbrot', async () => {
    const { result } = await runExample('mandelbrot')
    verifyMandelbrot(result)
    const damaged = Buffer.from(result)
    damaged.writeUInt8(damaged.readUInt8(2_000) ^ 1, 2_000)
    expect(() => verifyMandelbrot(damaged)).toThrow()
    expect(() => verifyMandelbrot(result, { size: 512, limit: 254, centreX: -0.74, centreY: 0, span: 3 })).toThrow(
      'pixel',
    )
  })

  it('k-means', async () => {
    const { result, input } = await runExample('kmeans')
    verifyKmeans(result, input)
    expect(() => verifyKmeans(tampered(result, 'inertia'), input)).toThrow('expected inertia')
    expect(() => verifyKmeans(result, input, 3)).toThrow('k-means')
  })

  it('the longest Collatz chain, from its start and from a checkpoint', async () => {
    const folder = await mkdtemp(join(root, 'collatz'))
    // Most of the search, as another run left it: next start, best start below it, its length.
    const state = new BigUint64Array([18_000_001n, 15_733_191n, 705n])
    await writeFile(join(folder, 'state.bin'), state)
    const { result, printed } = await runExample('collatz', folder)
    expect(printed).toMatch(/^starts at 18000001 of 20000000$/m)
    verifyCollatz(result, 20_000_000)
    expect(() => verifyCollatz(tampered(result, 'length'), 20_000_000)).toThrow('expected length')
    // The folder has the state of the end by now.
    expect((await runExample('collatz', folder)).printed).toMatch(/^starts at 20000000 of 20000000$/m)
  })

  it.each(['word-statistics/text.txt', 'kmeans/points.csv'])('%s is what its generator writes', async (file) => {
    const path = join(examples, file)
    const fresh = join(root, basename(file))
    await run(process.execPath, [join(dirname(path), 'generate.mjs'), fresh])
    expect((await readFile(fresh)).equals(await readFile(path))).toBe(true)
  })
})
