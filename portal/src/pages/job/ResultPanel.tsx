import type { Result, ResultFile } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { FileList } from '../../files/FileList.js'
import type { StoredFile } from '../../files/StoredFile.js'
import { saveFile } from '../../files/saveFile.js'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './ResultPanel.module.css'
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
      <Loaded query={result} skeleton={<Skeleton lines={5} />}>
        {(found) => <Files result={found} session={session} />}
      </Loaded>
    </Panel>
  )
}

function Files({ result, session }: { result: Result; session: Session }) {
  const shown = (file: ResultFile): StoredFile => ({
    name: file.name,
    size: file.size,
    key: [session.address, file.jobId, file.cid, file.name],
    load: (options) => session.buyer.download(file, options),
  })
  const files = result.files.map(shown)
  const all = useMutation({
    mutationFn: async () => {
      for (const { name, load } of files) saveFile(new Blob([await load({})]), name.replaceAll('/', '_'))
    },
  })
  return (
    <div className={styles.result}>
      {result.exitCode !== 0 && (
        <p className={styles.exit}>
          <Trans>
            The program ended with exit code {result.exitCode} ({result.outcome}).
          </Trans>
        </p>
      )}
      {all.error && <ErrorNotice error={all.error} />}
      <FileList files={files} />
      {files.length > 1 && (
        <Button busy={all.isPending} onClick={() => all.mutate()}>
          <Trans>Download all</Trans>
        </Button>
      )}
    </div>
  )
}
