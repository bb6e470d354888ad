import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'

/** Runs one of the system's programs, which walk folders without paths. @returns whether it says that it succeeded */
const succeeds = (program: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    spawn(program, args, { stdio: 'ignore' })
      .once('error', () => resolve(false))
      .once('close', (code) => resolve(code === 0))
  })

/**
 * Removes a folder that a stranger's program or image has filled: also names that are longer than a path may be, and
 * folders that are closed to their owner. It need not be there.
 * @throws Node's error when the system's own program can't remove it either
 */
export async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true })
  } catch (error) {
    await succeeds('chmod', ['-R', 'u+rwX', '--', path])
    if (!(await succeeds('rm', ['-rf', '--', path]))) throw error
  }
}
