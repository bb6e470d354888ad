import { EnvironmentError } from './environment.js'

/**
 * Runs a process's `main`. An `EnvironmentError` is printed as plain text without a stack (it is for the person who
 * starts the process), any other error with its stack; both exit with 1.
 *
 * @example
 * runMain(async () => { const config = readConfig(); … })
 */
export function runMain(main: () => Promise<unknown>): void {
  main().catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof EnvironmentError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exit(1)
  })
}
