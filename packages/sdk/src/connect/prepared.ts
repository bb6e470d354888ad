import type { TransactionFieldsFragment } from '@aiigo/client'
import { type Address, type Hex, isAddressEqual } from 'viem'
import { sdkError } from '../errors.js'

/** A transaction as the SDK computes it. */
export interface ExpectedTransaction {
  readonly to: Address
  readonly data: Hex
  /** Wei. */
  readonly value: bigint
  /** The allowance that the escrow needs; null where it needs none. */
  readonly approval: { readonly token: Address; readonly spender: Address; readonly amount: bigint } | null
}

function approvalText(approval: { token: Address; spender: Address; amount: bigint | string } | null): string {
  if (!approval) return 'none'
  return `${approval.amount} of ${approval.token.toLowerCase()} to ${approval.spender.toLowerCase()}`
}

/** Each difference between what the API prepared and what was asked for, in words. */
export function differencesFrom(expected: ExpectedTransaction, prepared: TransactionFieldsFragment): readonly string[] {
  const approval = prepared.approval ?? null
  return [
    isAddressEqual(prepared.to, expected.to) ? '' : `it goes to ${prepared.to}, not to ${expected.to}`,
    prepared.data === expected.data ? '' : `it calls ${prepared.data.slice(0, 10)}… with other data`,
    BigInt(prepared.value) === expected.value ? '' : `it carries ${prepared.value} wei, not ${expected.value}`,
    approvalText(approval) === approvalText(expected.approval)
      ? ''
      : `it wants the allowance ${approvalText(approval)}, not ${approvalText(expected.approval)}`,
  ].filter((text) => text !== '')
}

/**
 * The API is asked for a transaction, not trusted with one.
 * @throws NotRetryableError `WRONG_TRANSACTION` naming every difference
 */
export function expectPrepared(expected: ExpectedTransaction, prepared: TransactionFieldsFragment, what: string): void {
  const differences = differencesFrom(expected, prepared)
  if (differences.length === 0) return
  throw sdkError('WRONG_TRANSACTION', `the API prepared something else for ${what}: ${differences.join('; ')}`)
}
