// A bare botbuilder bot that activities of Teams are sent to, as its own guide begins: it answers one line.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder'

// Without an app id nobody is checked, as in our own rehearsals.
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))

const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const { method, headers } = request
  const body = JSON.parse(Buffer.concat(parts).toString())
  const answer = {
    socket: response.socket,
    status: (code: number) => response.writeHead(code),
    header: (name: string, value: unknown) => response.setHeader(name, String(value)),
    send: (text: unknown) => response.write(JSON.stringify(text)),
    end: () => response.end(),
  }
  await adapter.process({ method, headers, body } as never, answer as never, async (context) => {
    await context.sendActivity('One line.')
  })
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
