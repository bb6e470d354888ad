/** A sample of Prometheus' text form. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/

/** Whether a series only grows. */
export const isCounter = (series: string): boolean => /_(total|bucket|sum|count)\{/.test(series)

/** Values by series. @param added labels that Prometheus adds when it reads a process */
export function samplesOf(text: string, added: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? []
    if (!name) continue
    samples.set(`${name}{${[added, labels].filter(Boolean).join(',')}}`, Number(value))
  }
  return samples
}

export interface InputSeries {
  series: string
  values: string
}

/**
 * Series as `promtool test rules` takes them: the first samples for some steps, then the second ones. A counter grows
 * in one step to each further step, so that a rate goes on.
 * @param steps of each of the two halves
 */
export function seriesOf(before: Map<string, number>, after: Map<string, number>, steps: number): InputSeries[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((series) => {
    const [was, is] = [before.get(series), after.get(series)]
    const growth = isCounter(series) && is !== undefined ? is - (was ?? 0) : 0
    const first = was === undefined ? `_x${steps}` : `${was}x${steps}`
    if (is === undefined) return { series, values: `${first} _x${steps}` }
    // A rate lasts only while the counter grows.
    return { series, values: `${first} ${is}+${growth}x${steps}` }
  })
}
