import { readParentPid } from './config.js'

const POLL_MS = 500

/**
 * Calls back once when the supervisor is gone. A supervisor killed by SIGKILL cannot notify its children; they learn it
 * because the kernel gives them another parent. A process that isn't a direct child of it looks for the pid instead.
 *
 * @param pid process id of the supervisor; 0 watches nothing; default is `AIIGO_PARENT_PID`
 * @returns a function that stops watching
 */
export function watchParent(pid: number = readParentPid(), onGone: () => void): () => void {
  if (pid === 0) return () => undefined
  const direct = process.ppid === pid
  const timer = setInterval(() => {
    if (direct ? process.ppid === pid : exists(pid)) return
    clearInterval(timer)
    onGone()
  }, POLL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
