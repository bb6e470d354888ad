import { EVIDENCE_LIMITS } from '@aiigo/domain'
import type { NewEvidence } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button } from '../ui/Button.js'
import { ErrorNotice } from '../ui/ErrorNotice.js'
import { Field } from '../ui/Field.js'
import styles from './AddEvidence.module.css'

interface AddEvidenceProps {
  add: (evidence: NewEvidence) => Promise<unknown>
  onAdded: () => Promise<unknown>
}

/** A side's words and files for the panel. Files are sealed in this browser before they leave it. */
export function AddEvidence({ add, onAdded }: AddEvidenceProps) {
  const { t } = useLingui()
  const { textLength, files: mostFiles } = EVIDENCE_LIMITS
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly File[]>([])
  const input = useRef<HTMLInputElement>(null)
  const adding = useMutation({
    mutationFn: () => add({ text: text.trim(), files: files.map((file) => ({ name: file.name, content: file })) }),
    onSuccess: async () => {
      setText('')
      setFiles([])
      if (input.current) input.current.value = ''
      await onAdded()
    },
  })
  const tooMany = files.length > mostFiles
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        adding.mutate()
      }}
    >
      <Field label={<Trans>Add evidence</Trans>} hint={t`The panel and the other side read it.`}>
        {(ids) => (
          <textarea
            {...ids}
            rows={3}
            maxLength={textLength}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={<Trans>Files that show it</Trans>}
        hint={t`At most ${mostFiles}. Where the job's files are sealed, these are sealed to the same key.`}
        error={tooMany ? t`At most ${mostFiles} files.` : undefined}
      >
        {(ids) => (
          <input
            {...ids}
            ref={input}
            type="file"
            multiple
            onChange={(event) => setFiles([...(event.target.files ?? [])])}
          />
        )}
      </Field>
      <Button type="submit" busy={adding.isPending} disabled={text.trim() === '' || tooMany}>
        <Trans>Add it</Trans>
      </Button>
      {adding.error && <ErrorNotice error={adding.error} />}
    </form>
  )
}
