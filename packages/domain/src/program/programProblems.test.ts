import { describe, expect, it } from '@jest/globals'
import { engineProblem } from './engineProblem.js'
import { inspectProgram, programProblems as problemsOf } from './programProblems.js'

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const section = (id: number, ...payload: number[]): number[] => [id, payload.length, ...payload]
const text = (value: string): number[] => [value.length, ...new TextEncoder().encode(value)]
const module = (...sections: number[][]): Uint8Array => Uint8Array.from([...HEADER, ...sections.flat()])

const TYPE = section(1, 1, 0x60, 0, 0)
const CODE = section(10, 1, 2, 0, 0x0b)
const MEMORY = section(5, 1, 0, 2)

/** A program that does nothing, with other imports, memory or exports. */
function makeProgram({
  imports = [] as [module: string, name: string, ...type: number[]][],
  memory = MEMORY,
  exports = [
    ['_start', 0, imports.filter(([, , kind]) => kind === undefined || kind === 0).length],
    ['memory', 2, 0],
  ] as [name: string, kind: number, index: number][],
} = {}): Uint8Array {
  const list = imports.flatMap(([from, name, ...type]) => [...text(from), ...text(name), ...(type[0] ? type : [0, 0])])
  return module(
    TYPE,
    ...(imports.length > 0 ? [section(2, imports.length, ...list)] : []),
    section(3, 1, 0),
    memory,
    section(7, exports.length, ...exports.flatMap(([name, kind, index]) => [...text(name), kind, index])),
    CODE,
  )
}

const programProblems = (bytes: Uint8Array, memoryMiB: number) => problemsOf(inspectProgram(bytes), memoryMiB)

const WASI = 'wasi_snapshot_preview1'

describe('a program, before it is paid for', () => {
  it('is fine when it imports WASI preview 1 alone, and exports _start and memory', async () => {
    const program = makeProgram({
      imports: [
        [WASI, 'fd_write'],
        [WASI, 'sock_accept'],
      ],
    })
    expect(programProblems(program, 1)).toEqual([])
    expect(await engineProblem(program)).toBeNull()
  })

  it.each<[string, Uint8Array, string, RegExp]>([
    ['text', new TextEncoder().encode('not a module'), 'NOT_A_PROGRAM', /compile the program first/],
    ['nothing', new Uint8Array(), 'NOT_A_PROGRAM', /compile the program first/],
    ['a cut module', makeProgram().subarray(0, 20), 'NOT_A_PROGRAM', /cut short/],
    [
      'a component',
      Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0, 7, 1]),
      'PROGRAM_IS_COMPONENT',
      /wasm32-wasip1.*wasm-tools component unbundle/,
    ],
    [
      'a library',
      makeProgram({
        exports: [
          ['_initialize', 0, 0],
          ['memory', 2, 0],
        ],
      }),
      'PROGRAM_IS_LIBRARY',
      /main/,
    ],
    ['no _start', makeProgram({ exports: [['memory', 2, 0]] }), 'PROGRAM_IS_LIBRARY', /the function _start/],
    ['no memory to see', makeProgram({ exports: [['_start', 0, 0]] }), 'PROGRAM_IS_LIBRARY', /its memory/],
    ['Go for browsers', makeProgram({ imports: [['gojs', 'runtime.x']] }), 'PROGRAM_IMPORTS', /GOOS=wasip1/],
    ['wasm-bindgen', makeProgram({ imports: [['wbg', 'x']] }), 'PROGRAM_IMPORTS', /wasm-bindgen/],
    ['a missing library', makeProgram({ imports: [['env', 'sqrtf']] }), 'PROGRAM_IMPORTS', /sqrtf.*link everything/],
    ['an old WASI', makeProgram({ imports: [['wasi_unstable', 'fd_write']] }), 'PROGRAM_IMPORTS', /current toolchain/],
    ['threads', makeProgram({ imports: [['wasi', 'thread-spawn']] }), 'PROGRAM_IMPORTS', /wasi-threads/],
    ['another preview', makeProgram({ imports: [['wasi:cli/stdout@0.2.0', 'get']] }), 'PROGRAM_IMPORTS', /preview 2/],
    ['an unknown call', makeProgram({ imports: [[WASI, 'sock_open']] }), 'PROGRAM_IMPORTS', /sock_open.*no such/],
    ['a global', makeProgram({ imports: [['env', 'g', 3, 0x7f, 0]] }), 'PROGRAM_IMPORTS', /g \(a global\)/],
    ['a table', makeProgram({ imports: [['env', 't', 1, 0x70, 0, 1]] }), 'PROGRAM_IMPORTS', /t \(a table\)/],
    ['two memories', makeProgram({ memory: section(5, 2, 0, 1, 0, 1) }), 'PROGRAM_MEMORY', /one memory/],
    ['a shared memory', makeProgram({ memory: section(5, 1, 3, 1, 2) }), 'PROGRAM_MEMORY', /threads/],
    ['a 64-bit memory', makeProgram({ memory: section(5, 1, 4, 1) }), 'PROGRAM_MEMORY', /memory64/],
    ['too much memory', makeProgram({ memory: section(5, 1, 0, 33) }), 'PROGRAM_MEMORY', /resources.memoryMiB to 3/],
  ])('is refused with the cure: %s', (_what, program, code, cure) => {
    expect(programProblems(program, 2)).toEqual([{ code, message: expect.stringMatching(cure) }])
  })

  it('is refused with all its faults at once', () => {
    const memory = ['env', 'memory', 2, 0, 1] as [string, string, ...number[]]
    const program = makeProgram({
      imports: [...Array.from({ length: 7 }, (_, i) => ['env', `f${i}`] as [string, string]), memory, ['gojs', 'x']],
      memory: section(5, 0),
      exports: [],
    })
    const problems = programProblems(program, 1)
    expect(problems.map(({ code }) => code)).toEqual(['PROGRAM_IMPORTS', 'PROGRAM_IMPORTS', 'PROGRAM_IS_LIBRARY'])
    expect(problems[0]?.message).toMatch(/f0, f1, f2, f3, f4 and 3 more from "env"/)
  })

  it('is refused when the engine does not take its code', async () => {
    const program = makeProgram()
    program[program.length - 1] = 0x41
    expect(programProblems(program, 1)).toEqual([])
    expect(await engineProblem(program)).toMatchObject({ code: 'PROGRAM_INVALID' })
  })

  it('holds nobody up: what no compiler makes is not read to its end', () => {
    const bytes = new Uint8Array(16 * 1_048_576)
    bytes.set(HEADER)
    expect(programProblems(bytes, 1)).toEqual([
      { code: 'NOT_A_PROGRAM', message: expect.stringMatching(/at most 10000 sections/) },
    ])
  })
})

/** A number as LEB128. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, ...leb(Math.floor(value / 128))]
}

describe('an import with a long name', () => {
  const importing = (name: Uint8Array): Uint8Array => {
    const body = [...leb(1), ...leb(name.length), ...name, 1, 0x78, 0, 0]
    return Uint8Array.from([...HEADER, ...TYPE, 2, ...leb(body.length), ...body])
  }

  it('is answered at once and in short, whatever the name has', () => {
    for (const letters of [':', ':/', 'wasi:', './_bg.js', '__wbindgen']) {
      const name = new TextEncoder().encode(letters.repeat(100_000 / letters.length))
      const problems = programProblems(importing(name), 128)
      expect(problems[0]?.code).toBe('PROGRAM_IMPORTS')
      expect(JSON.stringify(problems).length).toBeLessThan(2_000)
    }
  })

  it('is refused beyond what engines take', () => {
    const [problem] = programProblems(importing(new Uint8Array(100_001).fill(0x61)), 128)
    expect(problem).toMatchObject({ code: 'NOT_A_PROGRAM', message: expect.stringContaining('at most 100000 bytes') })
  })
})
