import { Trans, useLingui } from '@lingui/react/macro'
import { useCallback, useMemo, useState } from 'react'
import { useDelayed } from '../../market/useDelayed.js'
import { Button } from '../../ui/Button.js'
import { Field } from '../../ui/Field.js'
import { Page } from '../../ui/Page.js'
import { Panel } from '../../ui/Panel.js'
import { EXAMPLES, type Example } from './examples.js'
import { FilesPanel } from './FilesPanel.js'
import { fileFor, neededPaths, readDraft } from './jobDraft.js'
import styles from './NewJobPage.module.css'
import { PricePreview } from './PricePreview.js'
import { ProblemList } from './ProblemList.js'
import { SubmitPanel } from './SubmitPanel.js'

const FIRST = EXAMPLES[0] as Example

/** A new job: an example or the buyer's own file, its files, who would take it and for how much, and the deposit. */
export function NewJobPage() {
  const { t } = useLingui()
  const [example, setExample] = useState<Example | null>(FIRST)
  const [text, setText] = useState(FIRST.text)
  const [chosen, setChosen] = useState<ReadonlyMap<string, Blob>>(new Map())
  const resting = useDelayed(text, 200)
  const draft = useMemo(() => readDraft(resting), [resting])
  const titles: Record<string, string> = {
    mandelbrot: t`Draw the Mandelbrot set`,
    'word-statistics': t`Count the words of a book`,
    kmeans: t`Find clusters in points`,
  }
  const take = (next: Example): void => {
    setExample(next)
    setText(next.text)
    setChosen(new Map())
  }
  /** A file by its path in the job file: the buyer's, else the example's. */
  const read = useCallback(
    async (path: string): Promise<Blob> => {
      const own = fileFor(path, chosen)
      if (own) return own
      const url = example?.files[path]
      if (!url) throw new Error(t`expected a file for ${path}; choose one`)
      return (await fetch(url)).blob()
    },
    [chosen, example, t],
  )
  const paths = draft.file ? neededPaths(draft.file) : []
  const missing = paths.filter((path) => !fileFor(path, chosen) && !example?.files[path])
  return (
    <Page title={<Trans>New job</Trans>}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel
            title={<Trans>Job file</Trans>}
            aside={
              <div className={styles.examples}>
                {EXAMPLES.map((one) => (
                  <Button key={one.id} look="quiet" aria-pressed={example?.id === one.id} onClick={() => take(one)}>
                    {titles[one.id] ?? one.id}
                  </Button>
                ))}
              </div>
            }
          >
            <Field label={<Trans>Job file (YAML or JSON)</Trans>} hint={<Trans>Checked while you type.</Trans>}>
              {(ids) => (
                <textarea
                  {...ids}
                  className={styles.editor}
                  spellCheck={false}
                  rows={22}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
            <ProblemList problems={draft.problems} />
          </Panel>
        </div>
        <div className={styles.column}>
          {paths.length > 0 && (
            <FilesPanel
              paths={paths}
              example={example}
              chosen={chosen}
              onChoose={(files) => setChosen((known) => new Map([...known, ...files]))}
            />
          )}
          {draft.file && <PricePreview file={draft.file} />}
          <SubmitPanel file={draft.file} stale={resting !== text} missing={missing} read={read} />
        </div>
      </div>
    </Page>
  )
}
