import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface StepLinkProps {
  step: {
    readonly kind: string
    readonly jobId?: string | null
    readonly nodeId: string | null
  }
  children: ReactNode
}

/** The way to the page where a step is taken. */
export function StepLink({ step: { kind, jobId, nodeId }, children }: StepLinkProps) {
  if (kind === 'COMMIT_VOTE' || kind === 'REVEAL_VOTE') {
    return (
      <Link to="/arbitrate/$caseId" params={{ caseId: jobId ?? '' }}>
        {children}
      </Link>
    )
  }
  if (kind === 'ANSWER_DISPUTE') {
    return (
      <Link to="/provider/disputes/$jobId" params={{ jobId: jobId ?? '' }}>
        {children}
      </Link>
    )
  }
  if (nodeId) {
    return (
      <Link to="/provider/nodes/$nodeId" params={{ nodeId }}>
        {children}
      </Link>
    )
  }
  if (jobId) {
    return (
      <Link to="/jobs/$jobId" params={{ jobId }}>
        {children}
      </Link>
    )
  }
  if (kind === 'ESCROW_BALANCE') return <Link to="/account">{children}</Link>
  return <Link to={kind === 'BONUS' ? '/provider' : '/govern'}>{children}</Link>
}
