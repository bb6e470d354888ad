import { parseAmount } from '@aiigo/domain'
import { usageError } from '@aiigo/terminal'

/** Whole AIIGO as base units. @throws CliError `USAGE` for 0; NotRetryableError `BAD_AMOUNT` */
export function parseAiigo(command: string, text: string): bigint {
  const amount = parseAmount(text, 18)
  if (amount === 0n) throw usageError(command, 'expected an amount above 0, got 0')
  return amount
}
