import { expect, test } from '@jest/globals'
import { type Column, cut, layoutTable } from './layoutTable.js'
import { createStyle } from './style.js'

interface Row {
  name: string
  cost: string
}

const columns: readonly Column<Row>[] = [
  { title: 'NAME', value: ({ name }) => name, mayShrink: true },
  { title: 'COST', value: ({ cost }) => cost, isRight: true },
]
const rows = [
  { name: 'a long name of a job that somebody chose', cost: '1.5' },
  { name: '漢字', cost: '10.25' },
]
const style = createStyle(false)

test('columns are as wide as their texts, counted in columns of the terminal', () => {
  expect(layoutTable(columns, rows, { width: 200, isPlain: false, style })).toEqual([
    'NAME                                       COST',
    'a long name of a job that somebody chose    1.5',
    '漢字                                      10.25',
  ])
})

test('a narrow terminal cuts the columns that may shrink', () => {
  const lines = layoutTable(columns, rows, { width: 24, isPlain: false, style })
  expect(lines).toEqual(['NAME                COST', 'a long name of a…    1.5', '漢字               10.25'])
})

test('a narrower one leaves out columns that may be, the last ones first', () => {
  const more: Column<Row>[] = [
    ...columns,
    { title: 'ASKS', value: () => 'x'.repeat(9), mayShrink: true, mayDrop: true },
  ]
  const head = (width: number): string | undefined => layoutTable(more, rows, { width, isPlain: false, style })[0]
  expect(head(25)).toBe('NAME       COST  ASKS')
  expect(head(23)).toBe('NAME               COST')
  expect(layoutTable(more, rows, { width: 23, isPlain: true, style })).toContain('ASKS: xxxxxxxxx')
})

test('where nothing can shrink any more, rows are lists', () => {
  expect(layoutTable(columns, rows.slice(0, 1), { width: 10, isPlain: false, style })).toEqual([
    'NAME: a long name of a job that somebody chose',
    'COST: 1.5',
  ])
})

test('a screen reader gets names and values, nothing cut', () => {
  expect(layoutTable(columns, rows, { width: 20, isPlain: true, style })).toEqual([
    'NAME: a long name of a job that somebody chose',
    'COST: 1.5',
    '',
    'NAME: 漢字',
    'COST: 10.25',
  ])
})

test('a name cannot steer the terminal', () => {
  const [, line] = layoutTable(columns, [{ name: '\u001b[2Jx', cost: '' }], { width: 80, isPlain: false, style })
  expect(line).toBe('\ufffd[2Jx')
})

test('a text is cut between letters, with an ellipsis inside of the width', () => {
  expect(cut('漢字漢字', 5)).toBe('漢字…')
  expect(cut('abc', 3)).toBe('abc')
})
