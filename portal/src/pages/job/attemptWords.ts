/**
 * The state of an attempt in the words of the page.
 * @example attemptWords('TIMED_OUT') // 'timed out'
 */
export const attemptWords = (state: string): string => state.toLowerCase().replaceAll('_', ' ')
