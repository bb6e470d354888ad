import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { attemptLifeCycle, attemptTakenBack } from './attempt.js'
import { jobLifeCycle, jobTakenBack } from './job.js'

const page = new URL('../../../../docs/jobs.md', import.meta.url)

interface Row {
  from: string
  to: string
  /** Title and file of each test. */
  tests: { title: string; file: string }[]
}

/** The rows of the tables under headings of the page. */
function rowsUnder(...headings: string[]): Row[] {
  const sections = readFileSync(page, 'utf8').split(/^## /m)
  const lines = headings.flatMap((heading) => {
    const section = sections.find((text) => text.startsWith(`${heading}\n`))
    if (!section) throw new Error(`expected the heading ${heading} in docs/jobs.md`)
    return section.split('\n').filter((line) => /^\|(?! from)(?!-)/.test(line))
  })
  return lines.map((line) => {
    const [, from = '', to = ''] = line.split('|').map((cell) => cell.trim())
    const links = [...line.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)]
    return { from, to, tests: links.map(([, title = '', file = '']) => ({ title, file })) }
  })
}

const movesOf = (...lifeCycles: { transitions: Readonly<Record<string, readonly string[]>> }[]): string[] =>
  lifeCycles.flatMap(({ transitions }) =>
    Object.entries(transitions).flatMap(([from, targets]) => targets.map((to) => `${from} ${to}`)),
  )

const listed = (rows: Row[]): string[] => rows.filter(({ from }) => from !== '').map(({ from, to }) => `${from} ${to}`)

test('the page has every move of a job and of an attempt, and no other', () => {
  const ofJobs = rowsUnder('Moves of a job', 'Moves that a reorganisation makes')
  expect(listed(ofJobs).toSorted()).toEqual(movesOf(jobLifeCycle, jobTakenBack).toSorted())
  const ofAttempts = rowsUnder('Moves of an attempt')
  expect(listed(ofAttempts).toSorted()).toEqual(movesOf(attemptLifeCycle, attemptTakenBack).toSorted())
})

test('each move has a test, which is in the file that the page names', () => {
  const rows = rowsUnder('Moves of a job', 'Moves that a reorganisation makes', 'Moves of an attempt')
  const missing = rows.flatMap(({ from, to, tests }) => {
    if (tests.length === 0) return [`${from} → ${to}: no test`]
    return tests.flatMap(({ title, file }) => {
      const source = readFileSync(new URL(file, page), 'utf8')
      const named = ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`))
      return named ? [] : [`${from} → ${to}: ${file} has no test named ${title}`]
    })
  })
  expect(missing).toEqual([])
})
