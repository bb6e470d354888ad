import { execFileSync } from 'node:child_process'

/**
 * Whether this machine has a program that a test needs.
 * @param test named in the warning and in the error
 * @throws Error where there has to be one: `.ci/run` installs it and sets `AIIGO_REQUIRE_TOOLS=1`
 */
export function hasTool(program: string, test: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    if (process.env.AIIGO_REQUIRE_TOOLS === '1') {
      throw new Error(`${test} needs ${program}, it is not there; .ci/run installs it`)
    }
    console.warn(`${test} is not run: it needs ${program}`)
    return false
  }
}
