import type { Fact, Output, Progress } from './Output.js'
import { createStyle, wantsColour } from './style.js'

/** A stream as an output needs it. */
export interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** Where an output writes, and how. */
export interface OutputOptions {
  readonly stdout: Stream
  readonly stderr: Stream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isJson: boolean
  readonly isPlain: boolean
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 100
const BAR = 20
/** Room at the end of a progress line: the terminal writes ^C there. */
const KEPT_FREE = 3
const CLEAR_LINE = '\r\u001b[2K'

/** Seconds as a clock shows them. @example clock(65) // '1:05' */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** The text of a progress line, before it is cut. */
export function progressLine(frame: number, text: string, percent: number | null, seconds: number): string {
  const spinner = FRAMES[frame % FRAMES.length] as string
  if (percent === null) return `${spinner} ${text} · ${clock(seconds)}`
  const done = Math.round((percent / 100) * BAR)
  return `${spinner} ${text} ${'█'.repeat(done)}${'░'.repeat(BAR - done)} ${Math.round(percent)} % · ${clock(seconds)}`
}

const untold: Progress = { update: () => undefined, end: () => undefined }

/** Cuts what is surely one column a character: a progress line is our own. */
const cutPlainly = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`

/** The way out of a command, to the streams of a process. */
export function createOutput({ stdout, stderr, env, isJson, isPlain }: OutputOptions): Output {
  const style = createStyle(wantsColour({ isTerminal: stdout.isTTY === true, isPlain, env }))
  const mayRedraw = stderr.isTTY === true && !isPlain && !isJson && env.TERM !== 'dumb'
  const widthOf = (stream: Stream): number =>
    stream.isTTY === true && (stream.columns ?? 0) > 0 ? (stream.columns as number) : Number.POSITIVE_INFINITY

  /** Draws the progress line anew; undefined while there is none. */
  let draw: (() => void) | undefined

  function write(stream: Stream, text: string): void {
    if (!draw) return void stream.write(text)
    stderr.write(CLEAR_LINE)
    stream.write(text)
    // A text without an end is continued: the progress line comes back with the next whole line.
    if (text.endsWith('\n')) draw()
  }

  const line = (text = ''): void => {
    if (!isJson) write(stdout, `${text}\n`)
  }

  function redrawn(): Progress {
    const started = performance.now()
    let text = ''
    let percent: number | null = null
    let frame = 0
    const drawNow = (): void => {
      const seconds = (performance.now() - started) / 1_000
      stderr.write(CLEAR_LINE + cutPlainly(progressLine(frame, text, percent, seconds), widthOf(stderr) - KEPT_FREE))
    }
    const timer = setInterval(() => {
      frame++
      draw?.()
    }, FRAME_MS)
    timer.unref()
    return {
      update(next, live = {}) {
        text = `${next}${live.detail ?? ''}`
        percent = live.percent ?? null
        draw = drawNow
        drawNow()
      },
      end() {
        clearInterval(timer)
        if (draw === drawNow) stderr.write(CLEAR_LINE)
        draw = undefined
      },
    }
  }

  /** Each new text once: for pipes, files and screen readers. */
  function told(): Progress {
    let last = ''
    return {
      update(text) {
        if (text !== last) stderr.write(`${text}\n`)
        last = text
      },
      end() {},
    }
  }

  return {
    isJson,
    isPlain,
    isTerminal: stdout.isTTY === true && !isPlain && env.TERM !== 'dumb',
    style,
    line,
    text(text) {
      if (!isJson) write(stdout, text)
    },
    facts(facts: readonly Fact[]) {
      const known = facts.filter((fact): fact is [string, string] => fact[1] !== null && fact[1] !== '')
      const width = Math.max(0, ...known.map(([name]) => name.length))
      for (const [name, value] of known) {
        line(isPlain ? `${name}: ${value}` : `${style.dim(name.padEnd(width))}  ${value}`)
      }
    },
    async table(columns, rows) {
      if (isJson) return
      const { layoutTable } = await import('./layoutTable.js')
      for (const text of layoutTable(columns, rows, { width: widthOf(stdout), isPlain, style })) line(text)
    },
    note: (text) => write(stderr, `${text}\n`),
    item(value, show) {
      if (isJson) stdout.write(`${JSON.stringify(value)}\n`)
      else show()
    },
    document(value) {
      stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    progress: ({ isDrawnOnly = false } = {}) => (mayRedraw ? redrawn() : isDrawnOnly ? untold : told()),
    async quiet(work) {
      const drawing = draw
      if (drawing) stderr.write(CLEAR_LINE)
      draw = undefined
      try {
        return await work()
      } finally {
        draw = drawing
        drawing?.()
      }
    },
  }
}
