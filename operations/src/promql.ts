/** Words of PromQL that look like metrics. */
const WORDS = new Set(['and', 'or', 'unless', 'by', 'without', 'on', 'ignoring', 'offset', 'bool', 'le'])

/** A metric that an expression reads, with the labels that it asks for. */
export interface Read {
  readonly metric: string
  readonly labels: readonly string[]
}

/** The metrics that an expression reads, and the labels of its selectors. */
export function readsOf(expr: string): Read[] {
  const reads: Read[] = []
  // Grouping labels are no metrics.
  const text = expr.replaceAll(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, '')
  for (const [, metric = '', selector = ''] of text.matchAll(/\b([a-z_][a-z0-9_]*)\b(?!\s*\()(?:\{([^}]*)\})?/g)) {
    if (WORDS.has(metric) || (!metric.includes('_') && metric !== 'up')) continue
    reads.push({ metric, labels: [...selector.matchAll(/(\w+)\s*(?:=|!)/g)].map(([, label = '']) => label) })
  }
  return reads.filter(({ metric }) => !/^(__|rate_interval)/.test(metric))
}

/** Labels that an expression groups by. */
export function groupsOf(expr: string): string[] {
  return [...expr.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((label) => label.trim())
      .filter(Boolean),
  )
}

/** A metric's own name: a histogram has three series. */
export function baseOf(metric: string): string {
  return metric.replace(/_(bucket|sum|count)$/, '')
}
