import * as z from 'zod'

/** `aiigo completion` */
export const result = z
  .strictObject({ shell: z.enum(['bash', 'zsh', 'fish']), script: z.string() })
  .describe('The script that teaches a shell the words and options of aiigo.')
