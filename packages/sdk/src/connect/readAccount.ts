import { MeDocument, type MeQuery } from '@aiigo/client'
import { sdkError } from '../errors.js'
import type { CallOptions, Connection } from './Connection.js'

/** The signed-in wallet as the platform knows it. Times are ISO 8601. */
export type Account = NonNullable<MeQuery['me']>

/**
 * The wallet of the session, as the API confirms it.
 * @throws NotRetryableError `SIGNED_OUT`, `UNAUTHENTICATED`
 * @example (await readAccount(connection)).address // '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
 */
export async function readAccount({ client }: Connection, options: CallOptions = {}): Promise<Account> {
  const { me } = await client.execute(MeDocument, {}, options)
  if (!me) throw sdkError('SIGNED_OUT', 'expected a session, there is none; sign in')
  return me
}
