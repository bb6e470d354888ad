/**
 * Upload input files in a browser
 *
 * A page with two file fields: files are sealed and stored by the page itself, and the browser's wallet signs and pays.
 * A bundler makes the page's script of this file; `20-browser-upload.html` is the page.
 */
import { browserSession, connect, createBuyer, parseJobFile } from '@aiigo/sdk'
import { createWalletClient, custom, type EIP1193Provider } from 'viem'

const form = document.querySelector('form') as HTMLFormElement
const status = document.querySelector('output') as HTMLOutputElement
const apiUrl = new URL(form.dataset.apiUrl ?? '/graphql', location.href).href

form.addEventListener('submit', (event) => {
  event.preventDefault()
  submit().catch((error: Error) => {
    status.textContent = error.message
  })
})

async function submit(): Promise<void> {
  const { ethereum } = window as unknown as { ethereum?: EIP1193Provider }
  if (!ethereum) throw new Error('no wallet in this browser')
  const transport = custom(ethereum)
  const [account] = await createWalletClient({ transport }).requestAddresses()
  if (!account) throw new Error('the wallet gave no account')
  const wallet = createWalletClient({ account, transport })
  const buyer = createBuyer(await connect({ apiUrl, wallet, sessionStore: browserSession() }))
  if ((await buyer.client.accessToken()) === null) await buyer.signIn()

  const chosen = new Map([...new FormData(form).getAll('files')].map((file) => [(file as File).name, file as File]))
  const jobFile = new FormData(form).get('job') as File
  const uploaded = await buyer.upload(parseJobFile(await jobFile.text()), async (path) => {
    const file = chosen.get(path)
    if (!file) throw new Error(`choose ${path}, too`)
    return file
  })
  const job = await buyer.submit(uploaded)
  await buyer.fund(job)
  status.textContent = `job ${job.jobId}`
  const { last } = await buyer.wait(job.jobId, { until: ['VERIFYING'] })
  status.textContent = `job ${job.jobId}: ${last.state}`
  await buyer.close()
}
