import { QuoteDocument, type QuoteInput } from '@aiigo/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { visitor } from '../app/api.js'

/** The price of such a job now. While another one is asked for, the last stays. */
export function useQuote(input: QuoteInput) {
  return useQuery({
    queryKey: ['quote', input],
    queryFn: async ({ signal }) => (await visitor.execute(QuoteDocument, { input }, { signal })).quote,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
}
