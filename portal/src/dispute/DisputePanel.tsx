import type { Evidence, EvidenceFile, NewEvidence } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { StoredFile } from '../files/StoredFile.js'
import { Button } from '../ui/Button.js'
import { Countdown } from '../ui/Countdown.js'
import { Loaded } from '../ui/Loaded.js'
import { Notice } from '../ui/Notice.js'
import { Panel } from '../ui/Panel.js'
import { Skeleton } from '../ui/Skeleton.js'
import { AddEvidence } from './AddEvidence.js'
import styles from './DisputePanel.module.css'
import { EvidenceList } from './EvidenceList.js'

/** One side of a dispute: how it reads and adds evidence. */
export interface DisputeSideVerbs {
  readonly address: string
  evidence(jobId: string, options: { signal: AbortSignal }): Promise<readonly Evidence[]>
  open(file: EvidenceFile, options: { signal?: AbortSignal }): Promise<Uint8Array<ArrayBuffer>>
  add(jobId: string, evidence: NewEvidence): Promise<unknown>
  /** Whether the wallet has to sign before a file is opened, so that the reader asks for it. */
  readonly signsToOpen?: boolean
}

interface DisputePanelProps {
  jobId: string
  /** What the buyer objected with; null where the reader is not told. */
  reason: string | null
  side: DisputeSideVerbs
  /** ISO 8601: until when evidence is taken; null before the panel is drawn. */
  commitBy: string | null
  isOpen: boolean
  /** What came of it. */
  outcome?: ReactNode
}

/** A dispute as its buyer or its provider sees it: the reason, what both have brought forward, and more of it. */
export function DisputePanel({ jobId, reason, side, commitBy, isOpen, outcome }: DisputePanelProps) {
  const queryClient = useQueryClient()
  const [wanted, setWanted] = useState(!side.signsToOpen)
  const queryKey = ['mine', side.address, 'evidence', jobId]
  const evidence = useQuery({
    queryKey,
    queryFn: ({ signal }) => side.evidence(jobId, { signal }),
    refetchInterval: isOpen ? 5_000 : false,
  })
  const takesEvidence = isOpen && (commitBy === null || Date.parse(commitBy) > Date.now())
  const filesOf = ({ files }: Evidence): readonly StoredFile[] =>
    files.map((file) => ({
      ...{ name: file.name, size: file.size, key: [side.address, jobId, file.cid, file.name] },
      load: (options) => side.open(file, options),
    }))
  return (
    <Panel
      title={<Trans>Dispute</Trans>}
      aside={
        isOpen &&
        (commitBy ? (
          <Trans>
            evidence is taken for <Countdown to={commitBy} />
          </Trans>
        ) : (
          <Trans>three arbitrators are being drawn</Trans>
        ))
      }
    >
      <div className={styles.parts}>
        {outcome}
        {reason !== null && (
          <div>
            <h3>
              <Trans>What the buyer objects to</Trans>
            </h3>
            <p className={styles.reason}>{reason}</p>
          </div>
        )}
        <Loaded query={evidence} skeleton={<Skeleton lines={3} />}>
          {(pieces) => (
            <>
              <EvidenceList pieces={pieces} filesOf={wanted ? filesOf : () => []} />
              {!wanted &&
                pieces.some(({ files }) => files.length > 0) &&
                (isOpen ? (
                  <Button onClick={() => setWanted(true)}>
                    <Trans>Open the files</Trans>
                  </Button>
                ) : (
                  <p className={styles.deadline}>
                    <Trans>The files of the evidence were open to the provider until the ruling.</Trans>
                  </p>
                ))}
            </>
          )}
        </Loaded>
        {isOpen && !takesEvidence && (
          <Notice tone="info" title={<Trans>The time for evidence is over</Trans>}>
            <Trans>The panel opens its votes now. The ruling follows here.</Trans>
          </Notice>
        )}
        {takesEvidence && (
          <AddEvidence
            add={(piece) => side.add(jobId, piece)}
            onAdded={() => queryClient.invalidateQueries({ queryKey })}
          />
        )}
      </div>
    </Panel>
  )
}
