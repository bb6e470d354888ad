import type { ReactNode } from 'react'
import { Button } from '../ui/Button.js'
import styles from './TransactionButton.module.css'
import { TransactionSteps } from './TransactionSteps.js'
import type { ShownTransaction } from './useTransaction.js'

interface TransactionButtonProps {
  transaction: ShownTransaction
  disabled?: boolean
  look?: 'primary' | 'plain' | 'danger' | 'quiet'
  'aria-label'?: string | undefined
  onSend: () => void
  /** What is sent, and how much. */
  children: ReactNode
}

/** Sends a transaction. Its steps and its end stand where the button is. */
export function TransactionButton({
  transaction,
  disabled,
  look = 'primary',
  'aria-label': label,
  onSend,
  children,
}: TransactionButtonProps) {
  return (
    <div className={styles.part}>
      <Button look={look} busy={transaction.busy} disabled={disabled} aria-label={label} onClick={onSend}>
        {children}
      </Button>
      <TransactionSteps transaction={transaction} />
    </div>
  )
}
