import { readdir, readFile, readlink } from 'node:fs/promises'

const LISTEN = '0A'

/**
 * Finds the process that listens on a TCP port: the socket's inode from the kernel's table, then the process that has
 * that socket open. Undefined where processes of others can't be looked into.
 *
 * @example
 * await findPortHolder(5432) // → 'postgres (pid 812): /usr/lib/postgresql/16/bin/postgres -D …'
 */
export async function findPortHolder(port: number): Promise<string | undefined> {
  const inodes = new Set([...(await listening('/proc/net/tcp', port)), ...(await listening('/proc/net/tcp6', port))])
  if (inodes.size === 0) return undefined
  const wanted = new Set([...inodes].map((inode) => `socket:[${inode}]`))
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) {
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
    for (const descriptor of descriptors) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
      if (wanted.has(target)) return describe(pid)
    }
  }
  return undefined
}

async function listening(table: string, port: number): Promise<string[]> {
  const text = await readFile(table, 'utf8').catch(() => '')
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) && fields[3] === LISTEN)
    .flatMap((fields) => (fields[9] && fields[9] !== '0' ? [fields[9]] : []))
}

async function describe(pid: string): Promise<string> {
  const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'process')).trim()
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').join(' ').trim()
  return `${name} (pid ${pid})${command ? `: ${command.slice(0, 120)}` : ''}`
}
