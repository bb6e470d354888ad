/** An alert rule, the panel that shows its metric, and what it means. */
export interface Alert {
  /** Unique but for its severity; the name of its runbook page follows from it. */
  readonly name: string
  /** critical: people are hurt now, wake somebody. warning: look today. info: look this week. */
  readonly severity: 'critical' | 'warning' | 'info'
  /** PromQL; each series of the result is an alert of its own. */
  readonly expr: string
  /** So long it must hold. Prometheus's form, such as `1m`; `0s`: at once. */
  readonly for: string
  /** One line, with labels as `{{ $labels.queue }}` and the value as `{{ $value }}`. */
  readonly summary: string
  readonly panel: { readonly dashboard: string; readonly title: string }
}

/** The runbook page of an alert in `docs/runbooks`, without its ending: `OutboxStands` → `outbox-stands`. */
export function runbookOf(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
}
