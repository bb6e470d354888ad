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
}

const HEIGHT = 260

/** Lines over time. Colours follow the theme. */
export function LineChart({ label, times, series }: LineChartProps) {
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
          })),
        ],
        axes: [axis, { ...axis, size: 80 }],
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
  }, [times, series])
  return <div ref={box} className={styles.chart} role="img" aria-label={label} />
}
