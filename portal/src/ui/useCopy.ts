import { useState } from 'react'

/** How long the reader is told that the text was copied, milliseconds. */
const TOLD_MS = 2_000

/** Puts text into the clipboard; `copied` is true for a moment after. */
export function useCopy(text: string): { readonly copied: boolean; readonly copy: () => Promise<void> } {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), TOLD_MS)
  }
  return { copied, copy }
}
