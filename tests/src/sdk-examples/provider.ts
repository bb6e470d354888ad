import { connect, createProvider, type OfferCursor } from '@aiigo/sdk'
import type { LocalAccount } from 'viem'

export async function answerOffers(
  apiUrl: string,
  rpcUrl: string,
  wallet: LocalAccount,
  nodeId: `0x${string}`,
  saved: readonly OfferCursor[],
  save: (cursor: OfferCursor) => Promise<void>,
): Promise<void> {
  const provider = createProvider(await connect({ apiUrl, rpcUrl, wallet }))
  await provider.signIn()
  await provider.setAvailability(nodeId, 'AVAILABLE')
  for await (const { seq, offer } of provider.offers([nodeId], { after: saved })) {
    const checked = provider.checkOffer(offer)
    if (offer.state === 'OFFERED' && 'reason' in checked) await provider.decline(offer.id, checked.reason)
    else if (offer.state === 'OFFERED') await provider.accept(offer)
    await save({ nodeId, seq })
  }
}
