/** A byte for each model: whether its name contains what is wanted; null when nothing is. */
export function modelVerdicts(models: readonly string[], wanted: string | undefined): Uint8Array | null {
  if (wanted === undefined) return null
  const text = wanted.toLowerCase()
  return Uint8Array.from(models, (model) => (model.toLowerCase().includes(text) ? 1 : 0))
}
