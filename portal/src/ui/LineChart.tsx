import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import styles from './LineChart.module.css'

interface Series {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** Thinner and grey, for what surrounds the main line. */
  readonly quiet?: boolean
}

interface LineChartProps {
  label: string
  /** Unix seconds, ascending. */
  times: readonly number[]
  series: readonly Series[]
  /** A value as the axis and the legend write it; numbers as they are when not given. */
  format?: (value: number) => string
}

const HEIGHT = 260
/** Of the axis of values: at least, and for each character of its longest tick, pixels. */
const AXIS = { least: 60, character: 7, beside: 20 }

function widthOf(_: uPlot, ticks: readonly string[] | null): number {
  const longest = Math.max(0, ...(ticks ?? []).map((tick) => tick.length))
  return Math.max(AXIS.least, longest * AXIS.character + AXIS.beside)
}

/** Lines over time. Colours follow the theme. */
export function LineChart({ label, times, series, format }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const style = getComputedStyle(element)
    const colour = (name: string) => style.getPropertyValue(name)
    const axis = { stroke: colour('color'), grid: { stroke: colour('border-top-color'), width: 1 } }
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
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
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }))
    resize.observe(element)
    return () => {
      resize.disconnect()
      chart.destroy()
    }
  }, [times, series, format])
  return <div ref={box} className={styles.chart} role="img" aria-label={label} />
}
