import { type Client, createClient } from '@aiigo/client'

/** The API of the same origin, as a visitor without a wallet. Every page reads public data through it. */
export const visitor: Client = createClient({ url: new URL('/graphql', location.href).href })
