import type { Evidence } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { FileList } from '../files/FileList.js'
import type { StoredFile } from '../files/StoredFile.js'
import { shortHex } from '../format/shortHex.js'
import { formatMoment } from '../format/time.js'
import styles from './EvidenceList.module.css'

interface EvidenceListProps {
  pieces: readonly Evidence[]
  /** A piece's files as the reader opens them; none while they are closed to it. */
  filesOf: (piece: Evidence) => readonly StoredFile[]
}

/** What both sides of a dispute have brought forward, the first first. Texts are shown as they are, never as HTML. */
export function EvidenceList({ pieces, filesOf }: EvidenceListProps) {
  if (pieces.length === 0) {
    return (
      <p className={styles.none}>
        <Trans>Neither side has added anything.</Trans>
      </p>
    )
  }
  return (
    <ol className={styles.pieces}>
      {pieces.map((piece) => (
        <li key={piece.id} className={piece.side === 'BUYER' ? styles.buyer : undefined}>
          <div className={styles.head}>
            <strong>
              {piece.side === 'BUYER' ? (
                <Trans>Buyer</Trans>
              ) : piece.side === 'PROVIDER' ? (
                <Trans>Provider</Trans>
              ) : (
                <Trans>Platform</Trans>
              )}
            </strong>
            <code className={styles.author} title={piece.author}>
              {shortHex(piece.author)}
            </code>
            <time dateTime={piece.addedAt}>{formatMoment(piece.addedAt)}</time>
          </div>
          <p className={styles.text}>{piece.text}</p>
          <FileList files={filesOf(piece)} />
        </li>
      ))}
    </ol>
  )
}
