// Slack's settings, and how it is opened.
import * as v from 'valibot'
import {
  type AdapterDescriptor,
  type Given,
  SettingError,
  type SettingsContext,
} from '../../src/chat/adapter-descriptor.ts'
import { optionalMatch } from '../shared/settings.ts'
import type { SlackSettings } from './index.ts'

const variables = {
  SLACK_SIGNING_SECRET: optionalMatch(/^\S{16,}$/),
  SLACK_APP_TOKEN: optionalMatch(/^xapp-\S+$/),
  SLACK_BOT_TOKEN: optionalMatch(/^xoxb-\S+$/),
  SLACK_CLIENT_ID: optionalMatch(/^\d+\.\d+$/),
  SLACK_CLIENT_SECRET: optionalMatch(/^\S{16,}$/),
  SLACK_API_URL: v.optional(v.pipe(v.string(), v.url(), v.regex(/^https?:/i), v.regex(/\/$/))),
}

type Variables = Given<typeof variables>

const inSlack = 'of your app at api.slack.com/apps'

export const slack: AdapterDescriptor<typeof variables, SlackSettings> = {
  name: 'slack',
  variables,
  hints: {
    SLACK_SIGNING_SECRET: `the “Signing Secret” from “Basic Information” ${inSlack}`,
    SLACK_APP_TOKEN: `an app-level token (xapp-…) from “Basic Information” ${inSlack}`,
    SLACK_BOT_TOKEN: `the “Bot User OAuth Token” (xoxb-…) from “OAuth & Permissions” ${inSlack}`,
    SLACK_CLIENT_ID: `the “Client ID” (numbers with a dot) from “Basic Information” ${inSlack}`,
    SLACK_CLIENT_SECRET: `the “Client Secret” from “Basic Information” ${inSlack}`,
    SLACK_API_URL: 'an address that ends with a slash, like https://slack-gov.com/api/, or not set',
  },
  movesClock: false,

  configure(given, context) {
    if (Object.keys(given).length === 0) return undefined
    return {
      inbound: inboundIn(given, context),
      installed: installedIn(given, context),
      apiUrl: given.SLACK_API_URL,
    }
  },

  async open(settings, context) {
    const { createSlack } = await import('./index.ts')
    const opened = await createSlack({ settings, ...context })
    return {
      ...opened,
      http: {
        kind: 'public',
        pathPrefix: '/slack/',
        handle: opened.handle,
        onlyThisMachine: false,
        announcement: (url) => `Slack is answered at ${url}/slack/events.`,
      },
    }
  },
}

function inboundIn(
  { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }: Variables,
  { missing }: SettingsContext,
): SlackSettings['inbound'] {
  if (SLACK_APP_TOKEN !== undefined) return { kind: 'socket', appToken: SLACK_APP_TOKEN }
  if (SLACK_SIGNING_SECRET !== undefined) return { kind: 'http', signingSecret: SLACK_SIGNING_SECRET }
  throw missing('SLACK_SIGNING_SECRET', ' (or SLACK_APP_TOKEN for socket mode)')
}

function installedIn(
  given: Variables,
  { missing, hasEncryptionKey }: SettingsContext,
): SlackSettings['installed'] {
  const { SLACK_BOT_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET } = given
  const wantsMany = SLACK_CLIENT_ID !== undefined || SLACK_CLIENT_SECRET !== undefined
  if (SLACK_BOT_TOKEN !== undefined) {
    if (wantsMany)
      throw new SettingError(
        'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are for many: unset one or the other.',
      )
    return { kind: 'one', botToken: SLACK_BOT_TOKEN }
  }
  if (!wantsMany)
    throw missing('SLACK_BOT_TOKEN', ' (or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces)')
  if (SLACK_CLIENT_ID === undefined) throw missing('SLACK_CLIENT_ID')
  if (SLACK_CLIENT_SECRET === undefined) throw missing('SLACK_CLIENT_SECRET')
  // Tokens of many workspaces are kept in the database, and never without a key.
  if (!hasEncryptionKey) throw missing('ENCRYPTION_KEY')
  return { kind: 'many', client: { id: SLACK_CLIENT_ID, secret: SLACK_CLIENT_SECRET } }
}
