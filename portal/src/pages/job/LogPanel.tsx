import { Trans, useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { saveFile } from '../../files/saveFile.js'
import { useKey } from '../../keys/useKey.js'
import { Button } from '../../ui/Button.js'
import { classes } from '../../ui/classes.js'
import { Panel } from '../../ui/Panel.js'
import styles from './LogPanel.module.css'
import type { LogStore } from './logStore.js'

/** Pixels. Lines are cut, not wrapped, so that each has this height. */
const LINE_HEIGHT = 20
/** Characters of a line that are drawn; the download has all. */
const DRAWN = 2_000

/** The program's output as it comes: search, follow, download. Only the lines in sight are drawn. */
export function LogPanel({ log, ended }: { log: LogStore; ended: boolean }) {
  const { t } = useLingui()
  const count = useSyncExternalStore(log.subscribe, log.count)
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search.toLowerCase())
  const [follow, setFollow] = useState(true)
  const box = useRef<HTMLDivElement>(null)
  const shown = useMemo(
    () =>
      wanted
        ? log.lines.slice(0, count).filter(({ text }) => text.toLowerCase().includes(wanted))
        : log.lines.slice(0, count),
    [log, count, wanted],
  )
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  })
  useEffect(() => {
    if (follow && shown.length > 0) virtual.scrollToIndex(shown.length - 1, { align: 'end' })
  }, [follow, shown.length, virtual])
  const onScroll = (): void => {
    const element = box.current
    if (!element) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < LINE_HEIGHT * 2
    if (!atEnd && follow) setFollow(false)
  }
  useKey('f', () => setFollow(!follow))
  const download = (): void => {
    const text = log.lines.map((line) => line.text).join('\n')
    saveFile(new Blob([text, '\n'], { type: 'text/plain' }), 'log.txt')
  }
  return (
    <Panel
      flush
      title={<Trans>Log</Trans>}
      aside={
        <>
          <input
            type="search"
            className={styles.search}
            aria-label={t`Search the log`}
            placeholder={t`Search`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <span className={styles.count}>{shown.length.toLocaleString('en')}</span>
          <Button look="quiet" aria-pressed={follow} aria-keyshortcuts="f" onClick={() => setFollow(!follow)}>
            {follow ? <Trans>Following</Trans> : <Trans>Follow</Trans>}
          </Button>
          <Button look="quiet" onClick={download} disabled={count === 0}>
            <Trans>Download</Trans>
          </Button>
        </>
      }
    >
      <div
        ref={box}
        className={styles.box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
        tabIndex={0}
        role="log"
        aria-label={t`Log lines`}
        aria-live="off"
      >
        {shown.length === 0 ? (
          <p className={styles.none}>
            {wanted ? (
              <Trans>No line contains this.</Trans>
            ) : ended ? (
              <Trans>The program wrote nothing.</Trans>
            ) : (
              <Trans>Nothing written yet.</Trans>
            )}
          </p>
        ) : (
          <div className={styles.all} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const line = shown[index]
              if (!line) return null
              return (
                <div
                  key={line.seq}
                  className={classes(styles.line, line.stream === 'STDERR' && styles.error)}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <span className={styles.number}>{line.seq}</span>
                  {line.text.slice(0, DRAWN)}
                </div>
              )
            })}
          </div>
        )}
      </div>
    </Panel>
  )
}
