/** Unix seconds of block `number` in every test. */
export function blockTime(number) {
  return 1_700_000_000 + 12 * number
}
