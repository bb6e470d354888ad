import { marketplaceDomain, readingTypedData } from '@aiigo/chain'
import { type Reading, readingLine } from '@aiigo/domain'
import { describe, expect, test } from '@jest/globals'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type ReadingsWork, readingProblems } from './checkReadings.js'

const node = privateKeyToAccount(generatePrivateKey())
const stranger = privateKeyToAccount(generatePrivateKey())
const START = Date.parse('2026-11-30T20:00:00.000Z')
const work: ReadingsWork = {
  domain: marketplaceDomain(31_337, `0x${'11'.repeat(20)}`),
  ...{ taskId: `0x${'22'.repeat(32)}`, attempt: 1, nodeId: '0x3333333333333333', provider: node.address },
  ...{ sensor: 'temperature', points: 5, everySeconds: 10, usage: 4n },
  ...{ from: START - 5_000, until: START + 120_000 },
}

interface Changes {
  readonly sequence?: number
  readonly ms?: number
  readonly signer?: typeof node
  readonly work?: Partial<ReadingsWork>
}

async function readingOf(number: number, changes: Changes = {}): Promise<Reading> {
  const { sequence = number, ms = (number - 1) * 10_000, signer = node } = changes
  const reading = { sequence, at: new Date(START + ms).toISOString(), value: 20.5 + number, unit: '°C' }
  const typed = readingTypedData(work.domain, { ...work, ...changes.work }, reading)
  return { ...reading, signature: await signer.signTypedData(typed) }
}

const textOf = async (changes: Readonly<Record<number, Changes>> = {}): Promise<string> => {
  const readings = await Promise.all([1, 2, 3, 4].map((number) => readingOf(number, changes[number])))
  return readings.map(readingLine).join('')
}
const problemsOf = async (text: string, changes: Partial<ReadingsWork> = {}) =>
  (await readingProblems(text, { ...work, ...changes })).problems

describe('readings', () => {
  test('of a node that keeps its word have no problem', async () => {
    const { readings, problems } = await readingProblems(await textOf(), work)
    expect(problems).toEqual([])
    expect(readings.map(({ value }) => value)).toEqual([21.5, 22.5, 23.5, 24.5])
    expect(await problemsOf(await textOf({ 3: { ms: 50_000 }, 4: { ms: 60_000 } }))).toEqual([])
    expect(await problemsOf('', { usage: 0n })).toEqual([])
  })

  test.each<[string, Record<number, Changes>, RegExp[]]>([
    ['a number twice', { 3: { sequence: 2 } }, [/expected reading 3, got 2/]],
    ['another wallet', { 2: { signer: stranger } }, [/reading 2 is signed by 0x.*, not by the node/]],
    ['another sensor', { 2: { work: { sensor: 'load' } } }, [/reading 2 is signed by/]],
    ['another task', { 2: { work: { taskId: `0x${'44'.repeat(32)}` } } }, [/reading 2 is signed by/]],
    ['another attempt', { 2: { work: { attempt: 2 } } }, [/reading 2 is signed by/]],
    ['a moment before the assignment', { 1: { ms: -70_000 } }, [/reading 1 is from before the assignment/]],
    ['a moment to come', { 4: { ms: 200_000 } }, [/reading 4 is from the future/]],
    ['two at nearly the same moment', { 2: { ms: 500 } }, [/reading 2 came 500 ms after the one before/]],
    [
      'a faster pace',
      { 2: { ms: 5_000 }, 3: { ms: 10_000 }, 4: { ms: 15_000 } },
      [/expected 4 readings to take 30000 ms/],
    ],
  ])('with %s are found out', async (_, changes, expected) => {
    expect(await problemsOf(await textOf(changes))).toEqual(expected.map((one) => expect.stringMatching(one)))
  })

  test('that were changed after they were signed are found out', async () => {
    const text = await textOf()
    expect(await problemsOf(text.replace('22.5', '23.5'))).toEqual([expect.stringMatching(/reading 2 is signed by/)])
    expect(await problemsOf(text.replace('"unit":"°C"', '"unit":"K"'))).toEqual([expect.stringMatching(/reading 1/)])
  })

  test('that are fewer than billed, or no readings, are found out', async () => {
    const text = await textOf()
    expect(await problemsOf(text, { usage: 5n })).toEqual(['the bill is for 5 points, the result has 4'])
    expect(await problemsOf(text, { points: 3 })).toEqual(['expected at most 3 readings, got 4'])
    expect(await problemsOf('', { usage: 1n })).toEqual(['the bill is for 1 points, the result has 0'])
    const [first = '', second = ''] = text.split('\n')
    const half = await problemsOf(`${first}\n${second.slice(0, 40)}`, { usage: 1n })
    expect(half).toEqual(['the last line has no end'])
    expect(await problemsOf(`${first}\nhello\n`, { usage: 1n })).toEqual(['line 2: it is no JSON'])
    expect(await problemsOf('{"sequence":0}\n', { usage: 0n })).toEqual([expect.stringMatching(/^line 1: /)])
  })
})
