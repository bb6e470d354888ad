/** A call has not ended in time; it may still go on. */
export class TookTooLong extends Error {
  override name = 'TookTooLong'
}

/** A call's outcome, if it comes within some time. @param ms milliseconds. Errors: the call's, TookTooLong. */
export async function within<T>(ms: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`expected an answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([call, late])
  } finally {
    clearTimeout(timer)
  }
}
