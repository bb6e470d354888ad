/** The code of a mutation whose job or attempt moved between the read and the write. */
export const STATE_CHANGED = 'STATE_CHANGED'

const LOOKS = 3

/**
 * Runs a mutation again when its job or attempt moved between the read and the write: the new state decides the answer.
 * A caller then gets the same answer as if the call had come a moment later.
 */
export async function lookAgain<Payload extends { readonly userErrors: readonly { readonly code: string }[] }>(
  mutate: () => Promise<Payload>,
): Promise<Payload> {
  for (let look = 1; ; look++) {
    const payload = await mutate()
    if (look === LOOKS || !payload.userErrors.some(({ code }) => code === STATE_CHANGED)) return payload
  }
}
