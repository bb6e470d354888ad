import { useEffect, useRef } from 'react'
import styles from './LineChart.module.css'

export interface Series {
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

/** Lines over time. Colours follow the theme. The library that draws is loaded with the first chart. */
export function LineChart({ label, times, series, format }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    let gone = false
    let remove: (() => void) | undefined
    void import('./linePlot.js').then(({ linePlot }) => {
      if (!gone) remove = linePlot(element, { times, series, format, height: HEIGHT })
    })
    return () => {
      gone = true
      remove?.()
    }
  }, [times, series, format])
  return <div ref={box} className={styles.chart} role="img" aria-label={label} />
}
