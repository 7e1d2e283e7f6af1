// The story and all data out of the running program, as a person of the playground gets them.
import { expect, test } from 'vitest'
import { textsIn } from '../support/files.ts'
import { startMain } from '../support/processes/app-process.ts'

interface Shown {
  readonly id: string
  readonly text: string
  readonly files: readonly { readonly name: string; readonly type: string }[]
}

test('the story and the data of a network can be fetched from the direct messages of who asked', async () => {
  const running = await startMain()
  const seat = { as: 'grace-lim', room: 'general' }
  const ask = async (path: string, body: object) => {
    const answer = await fetch(`${running.url}/playground/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...seat, ...body }),
    })
    expect(answer.status).toBe(200)
  }
  const shownIn = async (room: string) => {
    const answer = await fetch(`${running.url}/playground/messages?${new URLSearchParams({ ...seat, room })}`)
    return (await answer.json()) as { messages: Shown[]; form?: { instance: string } }
  }
  await ask('say', { text: 'start East Side' })
  await ask('submit', {
    form: (await shownIn(seat.room)).form?.instance,
    fields: { name: 'East Side', moment: 'It flooded', outcome: 'Dry homes', agency: 'Council' },
  })
  await ask('say', { text: 'story' })
  await ask('say', { text: 'export' })
  const messages = async () => (await shownIn('direct')).messages
  await expect.poll(async () => (await messages()).filter(({ files }) => files?.length > 0).length).toBe(2)
  const fetched: Record<string, string> = {}
  for (const { id, files = [] } of await messages())
    for (const [index, { name, type }] of files.entries()) {
      const query = new URLSearchParams({ ...seat, room: 'direct', post: id, file: String(index) })
      const answer = await fetch(`${running.url}/playground/file?${query}`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      Object.assign(fetched, textsIn({ name, type, bytes, title: name }))
    }
  expect(fetched['east-side-story.md']).toMatch(/^# The story of East Side/)
  expect(fetched['east-side-story.html']).toContain('data:image/png;base64,')
  expect(JSON.parse(fetched['east-side.json'] ?? '')).toMatchObject({ format: 'on-the-table reading' })
  await running.stop()
})
