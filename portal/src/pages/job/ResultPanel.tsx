import type { Result, ResultFile } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatBytes } from '../../format/bytes.js'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { FilePreview } from './FilePreview.js'
import styles from './ResultPanel.module.css'
import { saveFile } from './saveFile.js'
import type { JobView } from './useJob.js'

/** The result's files, each checked against the hash that the node signed. */
export function ResultPanel({ view: { job }, session }: { view: JobView; session: Session }) {
  const result = useQuery({
    queryKey: ['mine', session.address, 'result', job.id, job.result?.resultHash],
    queryFn: ({ signal }) => session.buyer.result(job.id, { signal }),
    enabled: job.result !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!job.result) return null
  return (
    <Panel title={<Trans>Result</Trans>}>
      <Loaded query={result} skeleton={<Skeleton height="8rem" />}>
        {(found) => <Files result={found} session={session} />}
      </Loaded>
    </Panel>
  )
}

function Files({ result, session }: { result: Result; session: Session }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const save = async (files: readonly ResultFile[]): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      for (const file of files) saveFile(new Blob([await session.buyer.download(file)]), file.name.replaceAll('/', '_'))
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <div className={styles.result}>
      {result.exitCode !== 0 && (
        <p className={styles.exit}>
          <Trans>
            The program ended with exit code {result.exitCode} ({result.outcome}).
          </Trans>
        </p>
      )}
      {error != null && <ErrorNotice error={error} />}
      <ul className={styles.files}>
        {result.files.map((file) => (
          <li key={file.name}>
            <div className={styles.row}>
              <code>{file.name}</code>
              <span className={styles.size}>{formatBytes(file.size)}</span>
              <Button look="quiet" busy={busy} onClick={() => void save([file])}>
                <Trans>Download</Trans>
              </Button>
            </div>
            <FilePreview file={file} session={session} />
          </li>
        ))}
      </ul>
      {result.files.length > 1 && (
        <Button busy={busy} onClick={() => void save(result.files)}>
          <Trans>Download all</Trans>
        </Button>
      )}
    </div>
  )
}
