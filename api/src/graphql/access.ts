/**
 * The callers that may ask for a field.
 * - PUBLIC: anybody.
 * - SIGNED_IN: a wallet session or an API key.
 * - SESSION: a wallet session; an API key is not enough.
 * - OPERATOR: a wallet of OPERATOR_ADDRESSES.
 */
export type AccessRule = 'PUBLIC' | 'SIGNED_IN' | 'SESSION' | 'OPERATOR'

/**
 * The owner of the rows that a field reads or changes. The module's service checks that row by row; the test of stray
 * calls has one for each.
 * - CALLER: what belongs to the caller, or comes to belong to it; the arguments name nothing of anybody else.
 * - BUYER: a job that the arguments name; its buyer.
 * - PARTY: a job that the arguments or the parent name; its buyer, or a provider that an attempt was assigned to.
 * - PROVIDER: nodes or an offer that the arguments name; the provider.
 * - READER: a job that the arguments name; its buyer, the provider that works on it or whose result is disputed, an
 *   arbitrator of its open dispute.
 * - PANEL: a disputed job that the arguments name; an arbitrator on the panel of its dispute.
 * - SIDE: a disputed job that the arguments name; its buyer, or the provider of its result.
 * - HOLDER: an API key that the arguments name; its account.
 */
export type RowOwner = 'CALLER' | 'BUYER' | 'PARTY' | 'PROVIDER' | 'READER' | 'PANEL' | 'SIDE' | 'HOLDER'

/** The declaration that a field or a type makes with the decorators of `authorize.ts`. */
export interface Access {
  readonly rule: AccessRule
  /** Null: the same rows for all callers that the rule admits. */
  readonly rows: RowOwner | null
}

/** The declaration's place in the built schema, of fields and of types. */
export interface AccessExtension {
  readonly access?: Access
}

/** The declaration of a field or a type of the built schema; null when there is none. */
export function declaredAccess({ extensions }: { readonly extensions: Readonly<object> }): Access | null {
  return (extensions as AccessExtension).access ?? null
}

const OF_ROWS: Record<RowOwner, string> = {
  CALLER: '',
  BUYER: ', as the buyer of the job',
  PARTY: ', as the buyer of the job or a provider that an attempt was assigned to',
  PROVIDER: ', as the provider of the node',
  READER:
    ', as the buyer of the job, the provider that works on it or whose result is disputed, or an arbitrator of its open dispute',
  PANEL: ', as an arbitrator on the panel of the job’s dispute',
  SIDE: ', as the buyer of the disputed job or the provider of its result',
  HOLDER: ', as the account of the API key',
}

/** The sentence that the schema shows with a field, so that clients see what it needs; null for public fields. */
export function describeAccess({ rule, rows }: Access): string | null {
  switch (rule) {
    case 'PUBLIC':
      return null
    case 'SIGNED_IN':
      return `Access: signed in${rows ? OF_ROWS[rows] : ''}.`
    case 'SESSION':
      return 'Access: signed in with a wallet; an API key is not enough.'
    case 'OPERATOR':
      return 'Access: the platform’s operator.'
  }
}
