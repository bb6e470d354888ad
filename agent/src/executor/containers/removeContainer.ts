import { ExecutorError } from '../ExecutorError.js'
import { lastLine, type Podman } from './createPodman.js'

const TRIES = 5

/** Ends a container and removes it. @throws ExecutorError when it may still be there */
export async function removeContainer(podman: Podman, name: string): Promise<void> {
  let said = ''
  for (let tries = 0; tries < TRIES; tries++) {
    // The container's own watcher may be at it, too: then one of both fails.
    const answer = await podman.run(['rm', '--force', '--time', '0', '--ignore', name])
    said = lastLine(answer)
    if ((await podman.run(['container', 'exists', name])).code === 1) return
  }
  throw new ExecutorError(`could not remove the container ${name}: ${said}`)
}
