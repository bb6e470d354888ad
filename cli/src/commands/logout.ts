import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo logout'],
  schemas: () => import('../schemas/logout.js'),
  async run({ settings, signal, output }) {
    const [{ connect }, { fileSession }, { forgetLogin, readLogin, sessionFile }] = await Promise.all([
      import('@aiigo/sdk'),
      import('@aiigo/sdk/node'),
      import('../session/logins.js'),
    ])
    const { apiUrl } = settings
    const store = fileSession(sessionFile(settings))
    const [login, session] = await Promise.all([readLogin(settings), store.read().catch(() => null)])
    let revoked = false
    try {
      if (session) {
        const connection = await connect({ apiUrl, session, signal })
        revoked = await connection.signOut({ signal }).finally(() => connection.close())
      }
    } catch (error) {
      signal.throwIfAborted()
      output.note(`note: the platform was not told, there the session ends by itself: ${(error as Error).message}`)
    } finally {
      await forgetLogin(settings)
    }
    return { apiUrl, wasSignedIn: login !== null || session !== null, revoked }
  },
  show({ apiUrl, wasSignedIn }, output) {
    output.line(wasSignedIn ? `signed out at ${apiUrl}` : `nobody was signed in at ${apiUrl}`)
  },
})
