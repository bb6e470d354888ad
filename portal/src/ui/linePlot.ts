import 'uplot/dist/uPlot.min.css'
import uPlot from 'uplot'
import type { Series } from './LineChart.js'

/** Of the axis of values: at least, and for each character of its longest tick, pixels. */
const AXIS = { least: 60, character: 7, beside: 20 }

function widthOf(_: uPlot, ticks: readonly string[] | null): number {
  const longest = Math.max(0, ...(ticks ?? []).map((tick) => tick.length))
  return Math.max(AXIS.least, longest * AXIS.character + AXIS.beside)
}

export interface LinePlot {
  /** Unix seconds, ascending. */
  readonly times: readonly number[]
  readonly series: readonly Series[]
  readonly format: ((value: number) => string) | undefined
  /** Pixels. */
  readonly height: number
}

/** Draws lines over time into an element, as wide as it. @returns what takes them away */
export function linePlot(element: HTMLElement, { times, series, format, height }: LinePlot): () => void {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name)
  const axis = { stroke: colour('color'), grid: { stroke: colour('border-top-color'), width: 1 } }
  const chart = new uPlot(
    {
      width: element.clientWidth,
      height,
      series: [
        {},
        ...series.map(({ name, quiet }) => ({
          label: name,
          stroke: quiet ? colour('border-bottom-color') : colour('outline-color'),
          width: quiet ? 1 : 2,
          spanGaps: true,
          ...(format ? { value: (_: uPlot, value: number | null) => (value === null ? '–' : format(value)) } : {}),
        })),
      ],
      axes: [
        axis,
        { ...axis, size: widthOf, ...(format ? { values: (_: uPlot, ticks: number[]) => ticks.map(format) } : {}) },
      ],
      cursor: { y: false },
    },
    [[...times], ...series.map(({ values }) => [...values])],
    element,
  )
  const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }))
  resize.observe(element)
  return () => {
    resize.disconnect()
    chart.destroy()
  }
}
