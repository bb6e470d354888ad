/** Runs tasks one after the other. Callers that wait take turns, however many tasks each of them has. */
export function createTurns(): <T>(caller: string, task: () => Promise<T>) => Promise<T> {
  const waiting = new Map<string, (() => Promise<void>)[]>()
  let isRunning = false

  async function run(): Promise<void> {
    if (isRunning) return
    isRunning = true
    for (let [next] = waiting; next; [next] = waiting) {
      const [caller, [task, ...more]] = next
      // Behind the others, when it has more.
      waiting.delete(caller)
      if (more.length > 0) waiting.set(caller, more)
      await task?.()
    }
    isRunning = false
  }

  return (caller, task) =>
    new Promise((resolve, reject) => {
      waiting.set(caller, [...(waiting.get(caller) ?? []), () => task().then(resolve, reject)])
      void run()
    })
}
