import type { Problem } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/**
 * Records the referrer of a provider: once, before the provider's first task is settled.
 * @param em of `inTransaction`
 * @param provider wallet, lower case, as is the referrer
 * @returns the refusal; null when it is recorded (also when it was before, with the same referrer)
 */
export async function setReferrer(em: EntityManager, provider: string, referrer: string): Promise<Problem | null> {
  const refused = (code: string, message: string): Problem => ({ code, field: 'referrer', message })
  if (provider === referrer) {
    return refused('REFERRER_SELF', 'expected another wallet as referrer, got the caller’s own')
  }
  // One of two who name each other at the same time waits for the other one.
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [[provider, referrer].sort().join()], 'run')
  const rows = await em.execute<{ known: boolean; mutual: boolean; works: boolean; referrer: string | null }[]>(
    `select exists (select 1 from account where address = ?) as known,
       exists (select 1 from referral where provider = ? and referrer = ?) as mutual,
       exists (select 1 from attempt where provider = ? and state = 'SUCCEEDED') as works,
       (select referrer from referral where provider = ?) as referrer`,
    [referrer, referrer, provider, provider, provider],
  )
  const facts = rows[0]
  if (facts?.referrer === referrer) return null
  if (facts?.referrer) return refused('REFERRER_SET', `expected no referrer yet, it is ${facts.referrer} and stays so`)
  if (!facts?.known) return refused('REFERRER_UNKNOWN', `expected a wallet that has signed in here, got ${referrer}`)
  if (facts.mutual)
    return refused('REFERRER_MUTUAL', `expected a referrer that the caller did not bring, got ${referrer}`)
  if (facts.works)
    return refused('REFERRER_TOO_LATE', 'expected a provider without settled tasks; the first one was settled')
  await em.execute('insert into referral (provider, referrer) values (?, ?)', [provider, referrer], 'run')
  return null
}
