import { spawn } from 'node:child_process'

/**
 * Starts a program in a process group of its own and keeps what it prints.
 * @returns {{ output: () => string, exited: () => boolean, stop: (signal: NodeJS.Signals) => Promise<void> }}
 * `stop` sends the signal to the group and, should that not end it within 10 s, SIGKILL.
 */
export function startProcess(command, args, env = {}) {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const keep = (chunk) => {
    text += chunk
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  let ended = false
  const end = new Promise((resolve) => {
    child.once('error', (error) => keep(String(error)))
    child.once('close', () => {
      ended = true
      resolve()
    })
  })
  // Nothing outlives the tests, however they end.
  const killWithParent = () => {
    if (!ended) process.kill(-child.pid, 'SIGKILL')
  }
  process.once('exit', killWithParent)
  const stop = async (signal) => {
    process.removeListener('exit', killWithParent)
    if (ended) return
    process.kill(-child.pid, signal)
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 10_000)
    await end
    clearTimeout(timer)
  }
  return { output: () => text, exited: () => ended, stop }
}
