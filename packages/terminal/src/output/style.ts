/** Marks of text on a terminal. */
export interface Style {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  busy(text: string): string
}

const mark =
  (on: number, off: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`
const none = (text: string): string => text

/** Colours, or none. */
export function createStyle(isColoured: boolean): Style {
  if (!isColoured) return { bold: none, dim: none, good: none, bad: none, busy: none }
  return { bold: mark(1, 22), dim: mark(2, 22), good: mark(32, 39), bad: mark(31, 39), busy: mark(36, 39) }
}

/** Facts that decide about colours. */
export interface ColourFacts {
  readonly isTerminal: boolean
  readonly isPlain: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Whether text may have colours: on a terminal that is not dumb, unless NO_COLOR or the plain mode say no. */
export function wantsColour({ isTerminal, isPlain, env }: ColourFacts): boolean {
  return isTerminal && !isPlain && !env.NO_COLOR && env.TERM !== 'dumb'
}

/** A style by the state of a job, a node or a part of the platform. */
export function stateStyle(style: Style, state: string): (text: string) => string {
  if (['PAID', 'ACTIVE', 'AVAILABLE', 'online'].includes(state)) return style.good
  if (['FAILED', 'TIMED_OUT', 'REFUNDED', 'CANCELLED', 'DISPUTED', 'BANNED', 'offline'].includes(state))
    return style.bad
  if (['EXECUTING', 'VERIFYING', 'ASSIGNED', 'MATCHED'].includes(state)) return style.busy
  return none
}
