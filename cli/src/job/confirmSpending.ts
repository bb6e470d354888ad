import { CliError, type Input } from '@aiigo/terminal'
import type { Context } from '../Context.js'

/** The option of every command that spends money. */
export const YES = { flags: '-y, --yes', about: 'spend the money without asking' } as const

/**
 * Asks before money is spent, unless `--yes` was given.
 * @param message with the amount in words and dollars
 * @throws CliError `DECLINED`; `USAGE` where nobody can be asked
 */
export async function confirmSpending({ command, prompts }: Context, input: Input, message: string): Promise<void> {
  if (input.flag('yes') || (await prompts.confirm({ message, instead: '--yes' }))) return
  throw new CliError(
    'DECLINED',
    'not confirmed; nothing was sent and nothing was paid',
    `run it again: aiigo ${command}`,
  )
}
