import type { OptionSpec } from '@aiigo/terminal'

/** Time to try again while the platform does not answer, without the option, seconds. */
export const PATIENCE_SECONDS = 300

/** The option of every command that follows something. */
export const GIVE_UP_AFTER: OptionSpec = {
  flags: '--give-up-after <SECONDS>',
  about: `while following: try so long to reach a platform that does not answer; default: ${PATIENCE_SECONDS}`,
}
