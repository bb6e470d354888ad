import { useEffect, useState } from 'react'

/** A value once it has rested: typing asks for one quote, not for each letter. */
export function useDelayed<T>(value: T, ms = 250): T {
  const [delayed, setDelayed] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDelayed(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return delayed
}
