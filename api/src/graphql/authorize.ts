import { Extensions } from 'type-graphql'
import type { Access, AccessExtension, RowOwner } from './access.js'

type Declaration = MethodDecorator & PropertyDecorator & ClassDecorator

// TypeGraphQL's own @Authorized is not used: the built schema does not show it, `simpleResolvers` skips it silently on
// fields, and it makes each field that has it asynchronous. These declarations are data of the schema, and
// enforceAccess.ts enforces them.
function declare(access: Access): Declaration {
  return Extensions({ access } satisfies AccessExtension) as Declaration
}

/** Every caller may ask. @param rows whose rows a signed-in caller gets here, where somebody else gets null */
export function Public({ rows = null }: { rows?: RowOwner | null } = {}): Declaration {
  return declare({ rule: 'PUBLIC', rows })
}

/** A wallet session or an API key may ask, for these rows. */
export function SignedIn({ rows }: { rows: RowOwner }): Declaration {
  return declare({ rule: 'SIGNED_IN', rows })
}

/** A wallet session may ask; an API key is not enough. */
export function WalletSession({ rows }: { rows: RowOwner }): Declaration {
  return declare({ rule: 'SESSION', rows })
}

/** The platform's operator may ask. */
export function Operator(): Declaration {
  return declare({ rule: 'OPERATOR', rows: null })
}

/** Of a type: its fields are answered only to signed-in callers, on every path that leads to it. */
export function Private(): ClassDecorator {
  return declare({ rule: 'SIGNED_IN', rows: null })
}
