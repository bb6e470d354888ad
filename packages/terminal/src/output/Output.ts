import type { Column } from './layoutTable.js'
import type { Style } from './style.js'

/** A line of a list of facts: the name, and the value; null where there is none. */
export type Fact = readonly [name: string, value: string | null]

/** Facts of a progress line that change many times a minute. */
export interface LiveProgress {
  /** 0 to 100; null where it is not known. */
  readonly percent?: number | null
  readonly detail?: string
}

/** Something that takes time. */
export interface Progress {
  /** @param live shown only where the line is drawn again */
  update(text: string, live?: LiveProgress): void
  end(): void
}

/**
 * The way out of every command. Answers go to standard output, all else to standard error. With `--json` standard
 * output has one document, or one in each line where something is followed, and nothing else.
 */
export interface Output {
  readonly isJson: boolean
  /** For a screen reader: no colours, no tables, nothing that is drawn over. */
  readonly isPlain: boolean
  /** Whether answers go to a terminal that may be drawn over. */
  readonly isTerminal: boolean
  readonly style: Style
  /** A line of the answer for people. */
  line(text?: string): void
  /** Text of the answer as it stands, without an end of its own; for people. */
  text(text: string): void
  facts(facts: readonly Fact[]): void
  table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Promise<void>
  /** A message beside the answer, on standard error. */
  note(text: string): void
  /** One of many answers: a line of JSON, or what `show` does for people. */
  item(value: unknown, show: () => void): void
  /** The answer of `--json`. */
  document(value: unknown): void
  /**
   * Tells of something that takes time: on a terminal by one line that is drawn again, else by lines.
   * @param options `isDrawnOnly`: where it cannot be drawn again, nothing is told
   */
  progress(options?: { readonly isDrawnOnly?: boolean }): Progress
  /** Takes the progress line away while something else writes to the terminal. */
  quiet<T>(work: () => Promise<T>): Promise<T>
}
