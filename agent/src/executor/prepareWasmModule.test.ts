import { describe, expect, it } from '@jest/globals'
import { ProgramRefusedError, prepareWasmModule } from './prepareWasmModule.js'

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const section = (id: number, ...payload: number[]): number[] => [id, payload.length, ...payload]
const text = (value: string): number[] => [value.length, ...Buffer.from(value)]
const module = (...sections: number[][]): Uint8Array => Uint8Array.from([...HEADER, ...sections.flat()])
const EXPORT_MEMORY = section(7, 1, ...text('memory'), 2, 0)

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
  it('adds a maximum where there is none', () => {
    expect(pagesAfterGrowing(prepareWasmModule(module(section(5, 1, 0, 2), EXPORT_MEMORY), 1))).toBe(16)
  })

  it('lowers a maximum above the limit and keeps one below', () => {
    expect(pagesAfterGrowing(prepareWasmModule(module(section(5, 1, 1, 2, 0x80, 0x02), EXPORT_MEMORY), 1))).toBe(16)
    expect(pagesAfterGrowing(prepareWasmModule(module(section(5, 1, 1, 2, 5), EXPORT_MEMORY), 1))).toBe(5)
  })

  it('writes limits of more than one byte', () => {
    expect(pagesAfterGrowing(prepareWasmModule(module(section(5, 1, 0, 2), EXPORT_MEMORY), 20))).toBe(320)
  })

  it.each([
    ['text', Uint8Array.from(Buffer.from('not a module'))],
    ['nothing', new Uint8Array()],
    ['a cut module', module(section(5, 1, 0, 2)).subarray(0, 10)],
    ['no memory', module()],
    ['two memories', module(section(5, 2, 0, 1, 0, 1))],
    ['two memory sections', module(section(5, 1, 0, 1), section(5, 1, 0, 1))],
    ['an initial memory above the limit', module(section(5, 1, 0, 17))],
    ['a shared memory', module(section(5, 1, 3, 1, 2))],
    ['a 64-bit memory', module(section(5, 1, 4, 1))],
    ['an imported memory', module(section(2, 1, ...text('env'), ...text('memory'), 2, 0, 1))],
    ['a foreign function', module(section(1, 1, 0x60, 0, 0), section(2, 1, ...text('env'), ...text('f'), 0, 0))],
  ])('refuses %s', (_what, bytes) => {
    expect(() => prepareWasmModule(bytes, 1)).toThrow(ProgramRefusedError)
  })
})
