const PERCENTAGE = /(?<![\d.,])(\d{1,3})(?:[.,]\d+)? ?%/g

/**
 * How far a program is by what it printed: the last percentage from 0 to 100 of a text, whole per cent; null without
 * one.
 * @example lastPercentage('epoch 3\r 41.9 %\r') // 41
 */
export function lastPercentage(text: string): number | null {
  const found = [...text.matchAll(PERCENTAGE)].map(([, whole]) => Number(whole)).filter((percent) => percent <= 100)
  return found.at(-1) ?? null
}
