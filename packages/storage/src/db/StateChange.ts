/** Records whose changes of state are told. A dispute's state is its phase. */
export type ChangedRecord = 'job' | 'attempt' | 'dispute' | 'node'

/** A change of a state that is committed. */
export interface StateChange {
  readonly of: ChangedRecord
  /** Null for a new record. */
  readonly from: string | null
  readonly to: string
}
