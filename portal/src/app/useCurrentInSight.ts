import { type RefObject, useEffect, useRef } from 'react'

/** Keeps the current page's link of a list that scrolls sideways in its middle; links may come later. */
export function useCurrentInSight(): RefObject<HTMLElement | null> {
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = list.current
    if (!element) return
    const scroll = (): void => {
      const link = element.querySelector<HTMLElement>('[aria-current="page"]')
      if (link) element.scrollLeft = link.offsetLeft - element.offsetLeft - (element.clientWidth - link.offsetWidth) / 2
    }
    const observer = new MutationObserver(scroll)
    observer.observe(element, { childList: true, subtree: true, attributeFilter: ['aria-current'] })
    scroll()
    return () => observer.disconnect()
  }, [])
  return list
}
