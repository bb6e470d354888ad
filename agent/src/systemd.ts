import { execFile } from 'node:child_process'

/** The service manager that started this process, where there is one. */
export interface ServiceManager {
  /** Says that the process is up. */
  ready(): void
  /** A line that `systemctl status` shows. */
  status(text: string): void
  /** Says that it is stopping, and ends the signs of life. */
  stopping(): void
}

/** A process that something else started. */
export const NO_MANAGER: ServiceManager = {
  ready: () => undefined,
  status: () => undefined,
  stopping: () => undefined,
}

/**
 * Tells systemd how the process is, by `systemd-notify`: Node has no datagram sockets of the file system. Signs of life
 * go out twice in the time of the watchdog; a process whose event loop hangs gives none. Without systemd nothing is
 * done.
 * @param env has the variables that systemd sets for a service of the type `notify`
 */
export function createServiceManager(env: Readonly<Record<string, string | undefined>>): ServiceManager {
  if (!env.NOTIFY_SOCKET) return NO_MANAGER
  // A missing program means no watchdog either: systemd has both or none.
  const tell = (...words: readonly string[]): void => void execFile('systemd-notify', [...words], () => undefined)
  const watchdogMs = Number(env.WATCHDOG_USEC ?? 0) / 1_000
  const alive = watchdogMs > 0 ? setInterval(() => tell('WATCHDOG=1'), watchdogMs / 2).unref() : undefined
  let last = ''
  return {
    ready: () => tell('--ready'),
    status(text) {
      if (text !== last) tell(`--status=${text}`)
      last = text
    },
    stopping() {
      clearInterval(alive)
      tell('STOPPING=1')
    },
  }
}
