import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { findSetpriv } from './dieWithParent.js'
import { StackError } from './errors.js'

/** How to run a program that refuses to be root. */
export interface UnprivilegedUser {
  uid: number
  gid: number
  name: string
}

/**
 * The account that PostgreSQL runs as, because it refuses to run as root. Undefined when this process is not root:
 * PostgreSQL then runs as the same account. The account `postgres` where there is one, else `nobody`, which every Linux
 * has: no account is added to the machine.
 */
export function unprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const wanted of ['postgres', 'nobody']) {
    const account = accounts.find(([name]) => name === wanted)
    if (account) return { name: wanted, uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new StackError('expected the account postgres or nobody in /etc/passwd: PostgreSQL refuses to run as root')
}

/** The first folder above a path that a user may not pass; undefined when all may be passed. */
export function blockedFolder(path: string, { uid, gid }: UnprivilegedUser): string | undefined {
  const folders: string[] = []
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.unshift(folder)
    if (folder === '/') break
  }
  return folders.find((folder) => {
    const { mode, uid: owner, gid: group } = statSync(folder)
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    return (mode & bit) === 0
  })
}

/**
 * A command that runs as another user. Where that user may not pass a folder above the clone (say `/root`), it keeps
 * the one capability that lets it pass, through util-linux's `setpriv`.
 *
 * @param paths what the program has to reach
 * @throws {StackError} naming the folder when there is no `setpriv`
 */
export function asUser(
  user: UnprivilegedUser | undefined,
  command: string,
  args: readonly string[],
  paths: readonly string[],
): { command: string; args: readonly string[]; uid?: number; gid?: number } {
  if (!user) return { command, args }
  const blocked = [command, ...paths].map((path) => blockedFolder(path, user)).find((folder) => folder !== undefined)
  if (!blocked) return { command, args, uid: user.uid, gid: user.gid }
  const setpriv = findSetpriv()
  if (!setpriv) {
    throw new StackError(
      `PostgreSQL refuses to run as root, and the account ${user.name} may not pass ${blocked}; move the clone, run as another user, or: chmod o+x ${blocked}`,
    )
  }
  const capability = '+dac_override'
  return {
    command: setpriv,
    args: [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      // Else access(2), with which PostgreSQL looks for its own files, would ignore the capability.
      '--securebits=+no_setuid_fixup',
      command,
      ...args,
    ],
  }
}
