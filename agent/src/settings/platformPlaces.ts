import { CliError } from '@aiigo/terminal'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * The address of a platform as people write it: with or without `https://` and the API's path.
 * @returns its origin and the API's URL
 * @throws CliError `BAD_SETTING`
 */
export function platformPlaces(text: string): { readonly origin: string; readonly api: string } {
  const written = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  const url = URL.canParse(written) ? new URL(written) : null
  if (!url || !/^https?:$/.test(url.protocol)) {
    const advice = 'write it as in the browser: https://market.example'
    throw new CliError('BAD_SETTING', `expected the address of a platform, got ${JSON.stringify(text)}`, advice)
  }
  return { origin: url.origin, api: url.pathname === '/' ? new URL('/graphql', url.origin).href : url.href }
}

/**
 * Refuses an address of a part of the platform that leads to this machine, while the platform is another one.
 * @param setting of the platform's API that its operator has to set
 * @throws CliError `WRONG_ADDRESS`
 */
export function expectReachable(what: string, url: string, origin: string, setting: string): void {
  const isHere = (place: string): boolean => LOOPBACK.includes(new URL(place).hostname)
  if (!isHere(url) || isHere(origin)) return
  throw new CliError(
    'WRONG_ADDRESS',
    `expected an address of ${what} that other machines reach, ${origin} names ${url}`,
    `ask the platform's operator to set ${setting}`,
  )
}
