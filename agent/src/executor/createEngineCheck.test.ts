import { engineProblem } from '@aiigo/domain'
import { expect, test } from '@jest/globals'
import { createEngineCheck } from './createEngineCheck.js'

const EMPTY = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
const CUT = EMPTY.subarray(0, 6)
/** An empty module with a section of its own name, so that each has another hash. */
const named = (name: number): Uint8Array => Uint8Array.from([...EMPTY, 0, 2, 1, name])

test('each program is compiled once, whatever jobs ask for it at a time', async () => {
  let compiled = 0
  const check = createEngineCheck((program) => {
    compiled++
    return engineProblem(program)
  })
  const all = await Promise.all([check(EMPTY), check(EMPTY.slice()), check(CUT), check(CUT)])
  expect(all.map((problem) => problem?.code ?? null)).toEqual([null, null, 'PROGRAM_INVALID', 'PROGRAM_INVALID'])
  expect(compiled).toBe(2)
})

test('the verdict is that of the bytes at hand, not of a name', async () => {
  const check = createEngineCheck()
  const bytes = EMPTY.slice()
  expect(await check(bytes)).toBeNull()
  bytes[4] = 9
  expect(await check(bytes)).toMatchObject({ code: 'PROGRAM_INVALID' })
})

test('as many verdicts are kept as there is room for, those that were used last', async () => {
  const compiled: number[] = []
  const check = createEngineCheck((program) => {
    compiled.push(program.at(-1) ?? 0)
    return engineProblem(program)
  }, 2)
  for (const name of [1, 2, 1, 3, 1, 2]) expect(await check(named(name))).toBeNull()
  expect(compiled).toEqual([1, 2, 3, 2])
})
