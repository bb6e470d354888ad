/** A curve of a panel. */
export interface Query {
  /** PromQL. `$__rate_interval` is Grafana's own. */
  readonly expr: string
  /** Name of each series, with labels as `{{label}}`. */
  readonly legend: string
}

/** Grafana's names of units. */
export type Unit = 's' | 'bytes' | 'short' | 'percentunit' | 'ops' | 'reqps' | 'none'

export interface Panel {
  /** Unique in its dashboard; alerts name it. */
  readonly title: string
  /** The meaning of the curves, in one sentence. */
  readonly about: string
  readonly unit: Unit
  readonly queries: readonly Query[]
  /** `stat`: the latest value in large; default: curves over time. */
  readonly kind?: 'stat' | 'curves'
}

export interface Dashboard {
  /** Stable: links and alerts name it. */
  readonly uid: string
  readonly title: string
  readonly about: string
  readonly panels: readonly Panel[]
}
