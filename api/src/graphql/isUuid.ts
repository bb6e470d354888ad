const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether an ID of a client can be the id of a row at all; PostgreSQL fails on any other text. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
