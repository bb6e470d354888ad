const PLACEHOLDER = /(\$?)\$\{([^}]*)\}/g

/**
 * Puts values in place of `${name}`; `$${` stands for `${`.
 * @param unknown told each name that has no value
 * @example fillPlaceholders('part-${index}.csv', { index: '3' }, () => {}) // 'part-3.csv'
 */
export function fillPlaceholders(
  text: string,
  values: Readonly<Record<string, string>>,
  unknown: (name: string) => void,
): string {
  return text.replace(PLACEHOLDER, (whole, escaped: string, name: string) => {
    if (escaped) return whole.slice(1)
    if (Object.hasOwn(values, name)) return values[name] as string
    unknown(name)
    return whole
  })
}
