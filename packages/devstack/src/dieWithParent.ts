import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** util-linux's `setpriv`; undefined where there is none. */
export function findSetpriv(): string | undefined {
  return ['/usr/bin', '/bin'].map((folder) => join(folder, 'setpriv')).find((path) => existsSync(path))
}

/**
 * A command that the kernel ends by this signal when its parent dies, however that happens. Our own services watch
 * their parent themselves; this is for programs that don't. Without `setpriv` the command stays as it is, and what a
 * killed supervisor leaves behind is ended by the next start.
 */
export function dieWithParent(
  signal: NodeJS.Signals,
  command: string,
  args: readonly string[],
): { command: string; args: readonly string[] } {
  const setpriv = findSetpriv()
  if (!setpriv) return { command, args }
  return { command: setpriv, args: ['--pdeathsig', signal.replace('SIG', ''), command, ...args] }
}
