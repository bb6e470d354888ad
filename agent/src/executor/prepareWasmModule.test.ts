import { describe, expect, it } from '@jest/globals'
import { ProgramRefusedError, prepareWasmModule } from './prepareWasmModule.js'

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const section = (id: number, ...payload: number[]): number[] => [id, payload.length, ...payload]
const text = (value: string): number[] => [value.length, ...Buffer.from(value)]
const module = (...sections: number[][]): Uint8Array => Uint8Array.from([...HEADER, ...sections.flat()])
/** One function without parameters and results, exported as _start beside the memory. */
const command = (...memory: number[]): Uint8Array =>
  module(section(1, 1, 0x60, 0, 0), section(3, 1, 0), section(5, ...memory), EXPORTS, section(10, 1, 2, 0, 0x0b))

const EXPORTS = section(7, 2, ...text('memory'), 2, 0, ...text('_start'), 0, 0)

/** How far the module's memory can grow, as the engine sees it, pages. */
function pagesAfterGrowing(bytes: Uint8Array): number {
  const { memory } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
  const grown = memory as WebAssembly.Memory
  try {
    for (;;) grown.grow(1)
  } catch {
    return grown.buffer.byteLength / 65_536
  }
}

describe('prepareWasmModule', () => {
  it('adds a maximum where there is none', async () => {
    expect(pagesAfterGrowing(await prepareWasmModule(command(1, 0, 2), 1))).toBe(16)
  })

  it('lowers a maximum above the limit and keeps one below', async () => {
    expect(pagesAfterGrowing(await prepareWasmModule(command(1, 1, 2, 0x80, 0x02), 1))).toBe(16)
    expect(pagesAfterGrowing(await prepareWasmModule(command(1, 1, 2, 5), 1))).toBe(5)
  })

  it('writes limits of more than one byte', async () => {
    expect(pagesAfterGrowing(await prepareWasmModule(command(1, 0, 2), 20))).toBe(320)
  })

  it.each([
    ['text', Uint8Array.from(Buffer.from('not a module')), 'expected a WebAssembly module'],
    ['a cut module', command(1, 0, 2).subarray(0, 10), 'cut short'],
    ['an initial memory above the limit', command(1, 0, 17), 'set resources.memoryMiB to 2'],
    [
      'code that the engine does not take',
      module(
        ...[
          [1, 1, 0x7f],
          [5, 3, 1, 0, 1],
        ],
        EXPORTS,
      ),
      'refuses',
    ],
  ])('refuses %s', async (_what, bytes, message) => {
    await expect(prepareWasmModule(bytes, 1)).rejects.toThrow(ProgramRefusedError)
    await expect(prepareWasmModule(bytes, 1)).rejects.toThrow(message)
  })
})
