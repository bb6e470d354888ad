/** The name of a wallet that was given none. */
export const DEFAULT_NAME = 'default'
