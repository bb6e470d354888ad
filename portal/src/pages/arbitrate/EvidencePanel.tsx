import type { Case, CaseFile, CaseFileOrigin, DisputedJob, Evidence } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EvidenceList } from '../../dispute/EvidenceList.js'
import { FileList } from '../../files/FileList.js'
import type { StoredFile } from '../../files/StoredFile.js'
import type { Session } from '../../session/openSession.js'
import { Badge } from '../../ui/Badge.js'
import { Button } from '../../ui/Button.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './EvidencePanel.module.css'

/** Milliseconds that the buyer's client has to release the key of a private job, before the page says so. */
const KEY_WAIT = 20_000

interface EvidencePanelProps {
  found: Case
  job: DisputedJob
  session: Session
}

/** The objection, the words of both sides, and the files, once the reader has opened them. */
export function EvidencePanel({ found, job, session }: EvidencePanelProps) {
  const { t } = useLingui()
  // A wallet signs the request for the key, so the reader asks for it.
  const [wanted, setWanted] = useState(false)
  const files = useQuery({
    // A new piece may bring files.
    queryKey: ['mine', session.address, 'case-files', found.jobId, found.evidence.length],
    queryFn: ({ signal }) => session.arbitrator.files(found.jobId, { signal, waitMs: KEY_WAIT }),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const stored = (file: CaseFile): StoredFile => ({
    ...{ name: file.name, size: file.sealed?.size ?? file.size },
    key: [session.address, file.jobId, file.origin, file.cid, file.name],
    load: (options) => session.arbitrator.download(file, { ...options, waitMs: KEY_WAIT }),
  })
  const filesOf = (piece: Evidence): readonly StoredFile[] => {
    const cids = new Set(piece.files.map(({ cid }) => cid))
    return (files.data?.files ?? []).filter(({ origin, cid }) => origin === piece.side && cids.has(cid)).map(stored)
  }
  const groups: readonly (readonly [CaseFileOrigin, string])[] = [
    ['OUTPUT', t`Result`],
    ['INPUT', t`Inputs`],
    ['PROGRAM', t`Program`],
  ]
  return (
    <>
      <Panel
        title={<Trans>What the buyer objects to</Trans>}
        aside={
          job.isReasonOnChain === null ? (
            <Badge tone="active">
              <Trans>not indexed yet</Trans>
            </Badge>
          ) : job.isReasonOnChain ? (
            <Badge tone="good">
              <Trans>as hashed on chain</Trans>
            </Badge>
          ) : (
            <Badge tone="bad">
              <Trans>not what the chain has</Trans>
            </Badge>
          )
        }
      >
        <p className={styles.reason}>{job.disputeReason}</p>
      </Panel>
      <Panel title={<Trans>Evidence</Trans>}>
        <EvidenceList pieces={found.evidence} filesOf={filesOf} />
      </Panel>
      <Panel title={<Trans>Files</Trans>}>
        {wanted ? (
          <Loaded query={files} skeleton={<Skeleton lines={5} />}>
            {({ result, files: all }) => (
              <div className={styles.groups}>
                <p className={styles.exit}>
                  <Trans>
                    The program ended with exit code {result.exitCode} ({result.outcome}). Each file is compared with
                    what its side or the node has signed.
                  </Trans>
                </p>
                {groups.map(([origin, title]) => {
                  const some = all.filter((file) => file.origin === origin)
                  if (some.length === 0) return null
                  return (
                    <section key={origin} aria-label={title}>
                      <h3>{title}</h3>
                      <FileList files={some.map(stored)} />
                    </section>
                  )
                })}
              </div>
            )}
          </Loaded>
        ) : (
          <Empty
            title={<Trans>Program, inputs, result and evidence files</Trans>}
            action={
              <Button onClick={() => setWanted(true)}>
                <Trans>Open the files</Trans>
              </Button>
            }
          >
            <Trans>
              Sealed files are opened in this browser. The wallet signs a request for their key; for a private job the
              buyer's client has to answer it.
            </Trans>
          </Empty>
        )}
      </Panel>
    </>
  )
}
