/**
 * Time kept for handing in the result: a tenth of the work time, 2 to 30 seconds, but no more than half of what the
 * platform gives beside the program's own limit. Else a program could not run up to its limit, and would be given back
 * instead of delivering what it wrote. Milliseconds.
 */
export function handInReserveMs(workSeconds: number, limitSeconds: number): number {
  const besideMs = Math.max(0, workSeconds - limitSeconds) * 1_000
  return Math.min(30_000, Math.max(2_000, Math.min(workSeconds * 100, besideMs / 2)))
}
