import type { Bug } from './Bug.js'

export const keepsReservations: Bug = {
  name: 'keepsReservations',
  foundBy: 1,
  description: 'The end of an attempt leaves its units reserved.',
  statement: (text) => (/^delete from "reservation"/i.test(text) ? null : text),
}
