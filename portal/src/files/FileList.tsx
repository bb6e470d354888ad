import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { formatBytes } from '../format/bytes.js'
import { Button } from '../ui/Button.js'
import { ErrorNotice } from '../ui/ErrorNotice.js'
import styles from './FileList.module.css'
import { FilePreview } from './FilePreview.js'
import type { StoredFile } from './StoredFile.js'
import { saveFile } from './saveFile.js'

/** Files with their sizes, what they show, and the way to save them. */
export function FileList({ files }: { files: readonly StoredFile[] }) {
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <File key={file.key.join(' ')} file={file} />
      ))}
    </ul>
  )
}

function File({ file }: { file: StoredFile }) {
  const { t } = useLingui()
  const save = useMutation({
    mutationFn: async () => saveFile(new Blob([await file.load({})]), file.name.replaceAll('/', '_')),
  })
  const { name } = file
  return (
    <li>
      <div className={styles.row}>
        <code>{name}</code>
        <span className={styles.size}>{formatBytes(file.size)}</span>
        <Button look="quiet" busy={save.isPending} onClick={() => save.mutate()} aria-label={t`Download ${name}`}>
          <Trans>Download</Trans>
        </Button>
      </div>
      {save.error && <ErrorNotice error={save.error} />}
      <FilePreview file={file} />
    </li>
  )
}
