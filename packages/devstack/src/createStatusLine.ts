import type { Waiting } from './createProgress.js'

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
const PLAIN_EVERY_MS = 10_000

export interface StatusLine {
  print(line: string): void
  /** The text to show while nothing is printed. */
  show(waiting: () => readonly Waiting[]): void
  end(): void
}

/**
 * Prints lines and, between them, what is being waited for: on a terminal one moving line below the others, elsewhere a
 * plain line for each step that takes long.
 */
export function createStatusLine(out: NodeJS.WriteStream): StatusLine {
  let waiting: () => readonly Waiting[] = () => []
  let frame = 0
  let ended = false
  const seconds = ({ since }: Waiting): number => Math.floor((performance.now() - since) / 1000)
  const clear = out.isTTY ? '\r\u001b[2K' : ''

  const draw = (): void => {
    const steps = waiting().map((step) => `${step.what} ${seconds(step)} s`)
    if (steps.length === 0) return
    frame = (frame + 1) % FRAMES.length
    const text = `${FRAMES[frame]} ${steps.join(' · ')}`
    out.write(`${clear}${text.slice(0, Math.max(20, (out.columns || 80) - 1))}`)
  }
  const tellPlainly = (): void => {
    for (const step of waiting())
      if (seconds(step) >= 10) out.write(`         still ${step.what}, ${seconds(step)} s\n`)
  }
  const timer = out.isTTY ? setInterval(draw, 100) : setInterval(tellPlainly, PLAIN_EVERY_MS)
  timer.unref()
  return {
    print(line) {
      out.write(`${ended ? '' : clear}${line}\n`)
    },
    show(steps) {
      waiting = steps
    },
    end() {
      if (ended) return
      ended = true
      clearInterval(timer)
      out.write(clear)
    },
  }
}
