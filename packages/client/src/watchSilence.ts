import type { Client as SocketClient, ClientOptions as SocketOptions } from 'graphql-ws/client'

/**
 * Ends a connection that the other side neither closes nor answers, such as after a network change or while the API's
 * process is stopped: when it is not accepted, or a ping is not answered, within the time. Its subscriptions fail then.
 * @param socket gives the client whose connection it is
 * @param limitMs longest time without an answer, milliseconds
 */
export function watchSilence(
  socket: () => SocketClient | undefined,
  limitMs: number,
): NonNullable<SocketOptions['on']> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = (): void => clearTimeout(timer)
  const expectAnswer = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => socket()?.terminate(), limitMs)
  }
  return {
    connecting: expectAnswer,
    connected: heard,
    ping(isReceived) {
      if (!isReceived) expectAnswer()
    },
    pong(isReceived) {
      if (isReceived) heard()
    },
    closed: heard,
    error: heard,
  }
}
