import { execFile } from 'node:child_process'
import { createCipheriv, createHash } from 'node:crypto'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { createWasmExecutor } from './createWasmExecutor.js'
import { makeDeterministic } from './deterministicHost.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))

jest.setTimeout(90_000)

let root: string
let runs = 0
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(examples, 'scripts/build.mjs')])
  root = await realpath(await mkdtemp(join(tmpdir(), 'deterministic-test-')))
  await writeFile(join(root, 'input.txt'), 'an input')
}, 120_000)
afterAll(() => rm(root, { recursive: true, force: true }))

/** Lines that the program prints which shows all that it can see of its machine. */
async function world(seed?: string): Promise<string[]> {
  const chunks: Buffer[] = []
  const { outcome, exitCode } = await createWasmExecutor().run(
    {
      programPath: join(examples, 'rogue/rogue.wasm'),
      args: ['world'],
      inputs: [{ path: join(root, 'input.txt'), as: 'input.txt' }],
      outputs: [],
      limits: { seconds: 60, memoryMiB: 64, outputMiB: 4 },
      workDir: join(root, `job-${++runs}`),
      seed,
    },
    { onLog: () => null, onBytes: (_, bytes) => void chunks.push(Buffer.from(bytes)) },
    new AbortController().signal,
  )
  expect({ outcome, exitCode }).toEqual({ outcome: 'EXITED', exitCode: 0 })
  return Buffer.concat(chunks).toString('utf8').trimEnd().split('\n')
}

const of = (lines: readonly string[], what: string): string[] => lines.filter((line) => line.startsWith(`${what} `))
/** Of a line that shows a record of a file. */
const record = (lines: readonly string[], what: string): bigint[] =>
  (of(lines, what)[0] ?? '')
    .slice(what.length + 1)
    .split(' ')
    .map(BigInt)

describe('a deterministic run', () => {
  it('shows the same world each time, whatever the program looks at', async () => {
    const [one, other] = [await world('a'), await world('a')]
    expect(one).toEqual(other)
    expect(of(one, 'entry')).toHaveLength(42)
  })

  it('is not the same without a seed, so the program does look', async () => {
    const [one, other] = [await world(), await world()]
    for (const what of ['clock', 'random', 'stat']) expect(of(one, what)).not.toEqual(of(other, what))
  })

  it('has the random numbers of its seed, worked out here as the docs say', async () => {
    const key = createHash('sha256').update('aiigo random abc').digest()
    const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(37))
    const [first, second] = of(await world('abc'), 'random')
    expect(first).toBe(`random ${[...stream.subarray(0, 32)].join()}`)
    expect(second).toBe(`random ${[...stream.subarray(32), ...stream.subarray(5, 32)].join()}`)
  })

  it('has the same stream however its lengths are split, and makes little of it at a time', () => {
    const MIB = 1_048_576
    const memory = { buffer: new ArrayBuffer(96 * MIB) }
    const calls: Record<string, (...args: number[]) => number> = {}
    makeDeterministic(calls, 'abc', () => memory)
    const lengths = [0, 1, 65_535, 65_536, 65_537, 3, 131_072, 1_000_003, 0, 17]
    const total = lengths.reduce((sum, length) => sum + length, 0)
    const key = createHash('sha256').update('aiigo random abc').digest()
    const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(total))
    for (let at = 0, index = 0; index < lengths.length; index++) {
      const length = lengths[index] as number
      // Between bytes that have to stay.
      const around = Buffer.from(memory.buffer, 5, length + 2).fill(0xee)
      expect(calls.random_get?.(6, length)).toBe(0)
      expect(around.subarray(1, -1).equals(stream.subarray(at, at + length))).toBe(true)
      expect([around[0], around.at(-1)]).toEqual([0xee, 0xee])
      at += length
    }
    const most = jest.spyOn(Buffer, 'alloc')
    try {
      expect(calls.random_get?.(0, 96 * MIB)).toBe(0)
      expect(Math.max(0, ...most.mock.calls.map(([size]) => size))).toBeLessThanOrEqual(65_536)
    } finally {
      most.mockRestore()
    }
  })

  it('has a clock that begins in 2026 and moves by looks and by sleep alone', async () => {
    const epoch = BigInt(Date.UTC(2026, 0, 1)) * 1_000_000n
    const ms = 1_000_000n
    expect(of(await world('a'), 'clock')).toEqual([
      `clock 0 ${epoch + ms}`,
      ...[2n, 3n, 4n].map((looks, index) => `clock ${index + 1} ${looks * ms}`),
      `clock 1 ${(4n + 30n + 1n) * ms}`,
    ])
  })

  it('tells files apart by their names, and shows no time, no device and no size of a folder', async () => {
    const lines = await world('a')
    const epoch = BigInt(Date.UTC(2026, 0, 1)) * 1_000_000n
    const inode = (name: string): bigint => createHash('sha256').update(name).digest().readBigUInt64LE()
    expect(record(lines, 'stat file1')).toEqual([0n, inode('file1'), 4n, 1n, 1n, epoch, epoch, epoch])
    expect(record(lines, 'open folder')).toEqual(record(lines, 'stat .'))
    expect(record(lines, 'stat folder')).toEqual([0n, inode('folder'), 3n, 1n, 0n, epoch, epoch, epoch])
    expect(record(lines, 'stat .').slice(0, 5)).toEqual([0n, inode(''), 3n, 1n, 0n])
    expect(record(lines, 'stat input.txt')[4]).toBe(8n)
  })

  it('lists a folder by names, with the inodes of its files', async () => {
    const entries = of(await world('a'), 'entry').map((line) => line.split(' ')[1] as string)
    expect(entries).toEqual([...entries].sort())
    expect(new Set(entries)).toEqual(
      new Set(['folder', 'input.txt', ...Array.from({ length: 40 }, (_, index) => `file${index + 1}`)]),
    )
  })
})
