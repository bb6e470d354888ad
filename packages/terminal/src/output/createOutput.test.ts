import { describe, expect, test } from '@jest/globals'
import { clock, createOutput, progressLine } from './createOutput.js'

function makeStreams(isTTY: boolean, columns = 80) {
  const written = { out: '', err: '' }
  const into = (name: 'out' | 'err') => (text: string) => {
    written[name] += text
  }
  return {
    written,
    stdout: { isTTY, columns, write: into('out') },
    stderr: { isTTY, columns, write: into('err') },
  }
}

const options = { env: {}, isJson: false, isPlain: false }

describe('a terminal', () => {
  test('has colours', () => {
    const { written, ...streams } = makeStreams(true)
    createOutput({ ...streams, ...options }).facts([
      ['job', 'x'],
      ['cost', null],
    ])
    expect(written.out).toBe('\u001b[2mjob\u001b[22m  x\n')
  })

  test.each([
    ['NO_COLOR', { env: { NO_COLOR: '1' } }],
    ['a dumb terminal', { env: { TERM: 'dumb' } }],
  ])('has none with %s', (_, changes) => {
    const { written, ...streams } = makeStreams(true)
    createOutput({ ...streams, ...options, ...changes }).facts([['job', 'x']])
    expect(written.out).toBe('job  x\n')
  })

  test('has one progress line, never wider than it is, which gives way to other lines', () => {
    const { written, ...streams } = makeStreams(true, 30)
    const output = createOutput({ ...streams, ...options })
    const progress = output.progress()
    progress.update('EXECUTING on a node with a long name', { percent: 50 })
    output.note('a message')
    progress.end()
    const drawn = written.err.split('\r\u001b[2K')
    expect(drawn.every((text) => text.replace(/.*\n/, '').length <= 29)).toBe(true)
    expect(drawn).toContain('a message\n')
    expect(drawn.at(-1)).toBe('')
  })
})

describe('a pipe, a file, a screen reader', () => {
  test.each([
    ['a pipe', makeStreams(false), options],
    ['a screen reader', makeStreams(true), { ...options, isPlain: true }],
  ])('%s gets each news of a progress once, as a line', (_, { written, ...streams }, how) => {
    const output = createOutput({ ...streams, ...how })
    const progress = output.progress()
    progress.update('QUEUED')
    progress.update('QUEUED', { percent: 10, detail: ' · 3 so far' })
    progress.update('EXECUTING')
    progress.end()
    expect(written.err).toBe('QUEUED\nEXECUTING\n')
    expect(written.out).toBe('')
  })
})

test('JSON is all that standard output gets', async () => {
  const { written, ...streams } = makeStreams(true)
  const output = createOutput({ ...streams, ...options, isJson: true })
  output.line('a line')
  output.facts([['a', 'fact']])
  await output.table([{ title: 'A', value: () => 'x' }], [1])
  output.note('a message')
  output.item({ seq: 1 }, () => output.line('shown'))
  output.document({ done: true })
  expect(written.out).toBe('{"seq":1}\n{\n  "done": true\n}\n')
  expect(written.err).toBe('a message\n')
})

test('the progress line has a bar where a percentage is known', () => {
  expect(progressLine(0, 'EXECUTING', null, 65)).toBe('⠋ EXECUTING · 1:05')
  expect(progressLine(1, 'EXECUTING', 25, 3)).toBe('⠙ EXECUTING █████░░░░░░░░░░░░░░░ 25 % · 0:03')
  expect(clock(3_600)).toBe('60:00')
})
