import { Trans, useLingui } from '@lingui/react/macro'
import { type DragEvent, useState } from 'react'
import { formatBytes } from '../../format/bytes.js'
import { Badge } from '../../ui/Badge.js'
import { classes } from '../../ui/classes.js'
import { Panel } from '../../ui/Panel.js'
import type { Example } from './examples.js'
import styles from './FilesPanel.module.css'
import { fileFor } from './jobDraft.js'

interface FilesPanelProps {
  paths: readonly string[]
  example: Example | null
  chosen: ReadonlyMap<string, Blob>
  onChoose: (files: readonly (readonly [string, Blob])[]) => void
}

/** The files that the job file names, each with the file that stands for it. Files are dropped or chosen. */
export function FilesPanel({ paths, example, chosen, onChoose }: FilesPanelProps) {
  const { t } = useLingui()
  const [over, setOver] = useState(false)
  const take = (files: FileList | null): void => onChoose([...(files ?? [])].map((file) => [file.name, file] as const))
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <Panel title={<Trans>Files</Trans>}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition to the file input inside */}
      <div
        className={classes(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <ul className={styles.files}>
          {paths.map((path) => {
            const file = fileFor(path, chosen)
            return (
              <li key={path}>
                <code>{path}</code>
                {file && <Badge tone="good">{formatBytes(file.size)}</Badge>}
                {!file && example?.files[path] && (
                  <Badge>
                    <Trans>from the example</Trans>
                  </Badge>
                )}
                {!file && !example?.files[path] && (
                  <Badge tone="warn">
                    <Trans>missing</Trans>
                  </Badge>
                )}
              </li>
            )
          })}
        </ul>
        <label className={styles.choose}>
          <Trans>Drop files here, or choose them</Trans>
          <input type="file" multiple aria-label={t`Files of the job`} onChange={(event) => take(event.target.files)} />
        </label>
      </div>
    </Panel>
  )
}
