// The pages that a browser shows after an installation, whatever its outcome.
import type { ServerResponse } from 'node:http'

export const installPath = '/slack/install'

export type InstallOutcome = 'installed' | 'cancelled' | 'incomplete' | 'beginHere' | 'expired' | 'refused'

interface Page {
  readonly status: number
  readonly title: string
  readonly text: string
  /** The label of a link that starts the installation again. */
  readonly again?: string
}

const pages: Readonly<Record<InstallOutcome, Page>> = {
  installed: {
    status: 200,
    title: 'On the Table is installed',
    text: 'Go back to Slack, add the app to a channel, and type /network start there.',
  },
  cancelled: {
    status: 200,
    title: 'Nothing was installed',
    text: 'You said no, and that’s fine.',
    again: 'Begin again',
  },
  incomplete: {
    status: 400,
    title: 'Nothing was installed',
    text: 'Slack didn’t send a code, so the installation couldn’t be finished.',
    again: 'Begin again',
  },
  beginHere: {
    status: 200,
    title: 'One more step',
    text: 'Please finish the installation from here, so that nobody can install it for you without your knowing.',
    again: 'Install On the Table',
  },
  expired: {
    status: 400,
    title: 'Nothing was installed',
    text: 'This link has already been used, is older than ten minutes, or was opened in another browser.',
    again: 'Begin again',
  },
  refused: {
    status: 502,
    title: 'Nothing was installed',
    text: 'Slack didn’t confirm the installation.',
    again: 'Begin again',
  },
}

export function sendPage(response: ServerResponse, outcome: InstallOutcome): void {
  const { status, title, text, again } = pages[outcome]
  const link = again === undefined ? '' : `<p><a href="${installPath}">${again}</a></p>`
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><body style="font:1.1rem/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem"><h1>${title}</h1><p>${text}</p>${link}</body></html>`
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
    .end(html)
}
