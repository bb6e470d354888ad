import type { Lock } from '@aiigo/sdk'
import { CliError, type Input } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import { lockIdOf, type StakerSession } from './withStaker.js'

/** A lock of the wallet that is not withdrawn. @throws CliError `LOCK_UNKNOWN` */
export async function findLock(
  { command, signal }: Context,
  input: Input,
  { staker }: Pick<StakerSession, 'staker'>,
): Promise<Lock> {
  const id = lockIdOf(command, input)
  const { locks } = await staker.position({ signal })
  const found = locks.find((lock) => lock.id === id && !lock.isWithdrawn)
  if (found) return found
  throw new CliError(
    'LOCK_UNKNOWN',
    `expected a lock of ${staker.address} that is not withdrawn, got ${id}`,
    'see your locks: aiigo stake show',
  )
}
