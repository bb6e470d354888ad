import * as z from 'zod'

/** `aiigo-agent update` */
export const result = z
  .strictObject({
    installed: z.string().describe('This version.'),
    offered: z.string().describe('The newest release.'),
    isNewer: z.boolean(),
    package: z.string().nullable().describe('The package on this machine, checked; null where none was fetched.'),
    updated: z.boolean().describe('Whether --install has put it in the place of this version.'),
    install: z.string().nullable().describe('The command that installs it.'),
  })
  .describe('The newest release of the agent.')
