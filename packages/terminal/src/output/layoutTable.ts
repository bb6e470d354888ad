import { printable } from '@aiigo/domain'
import stringWidth from 'string-width'
import type { Style } from './style.js'

/** A column of a table. */
export interface Column<Row> {
  readonly title: string
  /** The text of a cell; '' where there is none. */
  readonly value: (row: Row) => string
  readonly isRight?: boolean
  /** Whether its texts may be cut where the terminal is too narrow. */
  readonly mayShrink?: boolean
  /** Whether it may be left out where the terminal is too narrow; another command shows its value. */
  readonly mayDrop?: boolean
  /** Marks a cell that has its final width. */
  readonly mark?: (text: string, row: Row) => string
}

/** Room for a table. */
export interface TableRoom {
  /** Columns of the terminal; infinite where there is none. */
  readonly width: number
  /** Rows as lists of names and values, which a screen reader reads in their order. */
  readonly isPlain: boolean
  readonly style: Style
}

const GAP = '  '
/** A cut text still says something. */
const LEAST = 8

/** The first characters of a text that fit, with an ellipsis where it was cut. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let kept = ''
  for (const letter of text) {
    if (stringWidth(kept + letter) > width - 1) break
    kept += letter
  }
  return `${kept}…`
}

function pad(text: string, width: number, isRight = false): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return isRight ? space + text : text + space
}

/** Widths that fit into the room; null when they cannot. */
function fit<Row>(columns: readonly Column<Row>[], natural: readonly number[], room: number): number[] | null {
  const widths = [...natural]
  let excess = widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1) - room
  while (excess > 0) {
    // The widest of those that may shrink gives first.
    const [widest] = columns
      .flatMap(({ mayShrink }, index) => (mayShrink && (widths[index] as number) > LEAST ? [index] : []))
      .sort((a, b) => (widths[b] as number) - (widths[a] as number))
    if (widest === undefined) return null
    widths[widest] = (widths[widest] as number) - 1
    excess--
  }
  return widths
}

/** Columns that fit into the room: the last ones that may be left out are, as many as need be. */
function keepFitting<Row>(columns: readonly Column<Row>[], natural: (column: Column<Row>) => number, room: number) {
  for (let kept = columns; ; ) {
    const widths = fit(kept, kept.map(natural), room)
    const dropped = kept.findLast(({ mayDrop }) => mayDrop)
    if (widths || !dropped) return { kept, widths }
    kept = kept.filter((column) => column !== dropped)
  }
}

/** A table as lines: aligned columns, or names and values where these do not fit or nobody could see them. */
export function layoutTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], room: TableRoom): string[] {
  const { width, isPlain, style } = room
  // Names come from others: nothing of them may steer the terminal.
  const textOf = ({ value }: Column<Row>, row: Row): string => printable(value(row))
  const natural = (column: Column<Row>): number =>
    Math.max(stringWidth(column.title), ...rows.map((row) => stringWidth(textOf(column, row))))
  const { kept, widths } = isPlain ? { kept: columns, widths: null } : keepFitting(columns, natural, width)
  if (!widths) {
    return rows.flatMap((row, at) => [
      ...(at > 0 ? [''] : []),
      ...columns.flatMap((column) => {
        const text = textOf(column, row)
        return text === '' ? [] : [`${column.title}: ${column.mark ? column.mark(text, row) : text}`]
      }),
    ])
  }
  const lineOf = (texts: readonly string[], mark: (text: string, index: number) => string): string =>
    texts
      .map((text, index) => {
        const wide = widths[index] as number
        return mark(pad(cut(text, wide), wide, kept[index]?.isRight), index)
      })
      .join(GAP)
      .trimEnd()
  return [
    lineOf(
      kept.map(({ title }) => title),
      (text) => style.dim(text),
    ),
    ...rows.map((row) =>
      lineOf(
        kept.map((column) => textOf(column, row)),
        (text, index) => kept[index]?.mark?.(text, row) ?? text,
      ),
    ),
  ]
}
