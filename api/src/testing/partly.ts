/**
 * A service of which a test gives the methods that it needs. Any other that is asked for is an error that names it.
 */
export function partly<T extends object>(given: Partial<T>): T {
  return new Proxy(given, {
    get(target, name) {
      if (!(name in target)) throw new Error(`expected the test to give ${String(name)}`)
      return Reflect.get(target, name)
    },
  }) as T
}
