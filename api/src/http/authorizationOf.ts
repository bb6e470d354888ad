/** The credentials of a connection: `authorization` in any spelling, as HTTP headers have it. */
export function authorizationOf(connectionParams: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const given = Object.entries(connectionParams ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
  return typeof given === 'string' ? given : undefined
}
