import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Skeleton } from '../ui/Skeleton.js'
import styles from './FilePreview.module.css'
import type { StoredFile } from './StoredFile.js'

/** Bytes up to which a file is fetched to be shown. */
const MOST = 8 * 1024 * 1024
/** Characters of a text that are shown. */
const TEXT = 4_000

const IMAGES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
}
const TEXTS = new Set(['txt', 'csv', 'json', 'md', 'log', 'tsv', 'yaml', 'yml'])

const endingOf = (name: string): string => name.split('.').at(-1)?.toLowerCase() ?? ''

/** An image or a text of a job. What is stored is never taken for HTML: an image is drawn, everything else is plain text. */
export function FilePreview({ file }: { file: StoredFile }) {
  const ending = endingOf(file.name)
  const shown = file.size <= MOST && (IMAGES[ending] !== undefined || TEXTS.has(ending))
  const content = useQuery({
    queryKey: ['mine', 'file', ...file.key],
    queryFn: ({ signal }) => file.load({ signal }),
    enabled: shown,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  if (!shown || content.error) return null
  if (!content.data) return <Skeleton lines={5} />
  const type = IMAGES[ending]
  if (type) return <Image bytes={content.data} type={type} name={file.name} />
  const text = new TextDecoder().decode(content.data.slice(0, TEXT * 4)).slice(0, TEXT)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
    <pre className={styles.text} tabIndex={0}>
      {text}
    </pre>
  )
}

function Image({ bytes, type, name }: { bytes: Uint8Array<ArrayBuffer>; type: string; name: string }) {
  const { t } = useLingui()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes, type])
  return url ? <img className={styles.image} src={url} alt={t`Result ${name}`} /> : null
}
