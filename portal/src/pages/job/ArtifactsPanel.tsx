import type { JobArtifact, JobProgress } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FileList } from '../../files/FileList.js'
import type { StoredFile } from '../../files/StoredFile.js'
import type { Session } from '../../session/openSession.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Panel } from '../../ui/Panel.js'
import type { JobView } from './useJob.js'

interface ArtifactsPanelProps {
  readonly view: JobView
  /** The node's last report: tells of new files. */
  readonly progress: JobProgress | null
  readonly session: Session
}

/** Files that the program has shown so far; nothing before the first. */
export function ArtifactsPanel({ view: { job }, progress, session }: ArtifactsPanelProps) {
  const { data, error } = useQuery({
    queryKey: ['mine', session.address, 'artifacts', job.id, progress?.artifactsAt ?? null],
    queryFn: ({ signal }) => session.buyer.artifacts(job.id, { signal }),
    placeholderData: keepPreviousData,
  })
  const shown = (file: JobArtifact): StoredFile => ({
    name: file.name,
    size: file.contentSize,
    key: [session.address, file.jobId, file.cid, file.name],
    load: (options) => session.buyer.download(file, options),
  })
  if (error) return <ErrorNotice error={error} />
  if (!data || data.length === 0) return null
  return (
    <Panel title={<Trans>Files of the run</Trans>}>
      <FileList files={data.map(shown)} />
    </Panel>
  )
}
